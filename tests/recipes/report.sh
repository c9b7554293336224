#!/bin/sh
# The page of bouncetally report in a browser: Chromium without a window, as
# wide as a phone and as a desk.

# shellcheck source=tests/recipes/lib.sh
. "$(dirname "$0")/lib.sh"
in_layer chromium fonts-dejavu-core python3

cd "$tmp" || exit 1
long=$(printf '%0400d' 0 | tr 0 x)
{
  echo 'From x Mon Nov 23 08:46:36 2026'
  bounce '"<script>document.title=1</script>"@example.com' 5.1.1 failed \
    '550 5.1.1 <img src=x onerror="document.title=2"> &lt;b&gt;'
  echo
  echo 'From x Mon Nov 23 08:46:36 2026'
  bounce "$long@$long.example" 5.7.1 failed "554 5.7.1 $long"
  echo
} >box
bouncecat --ledger=ledger box >records
bouncetally --ledger=ledger report >report.html
bouncecat --summary --format=html box >summary.html

browser () {
  timeout 1800 chromium --headless --no-sandbox --disable-gpu \
    --disable-dev-shm-usage --hide-scrollbars --user-data-dir="$tmp/profile" \
    "$@" 2>browser.log
}

# frame PAGE: a page that shows it at two widths, and says in its own title
# how wide its contents are.
frame () {
  python3 - "$1" <<'EOT'
import html, sys
page = html.escape(open(sys.argv[1], encoding='utf-8').read())
print('<!DOCTYPE html><title>none</title>')
for width in 360, 1200:
    print(f'<iframe width={width} height=800 srcdoc="{page}"></iframe>')
print('''<script>
onload = () => {
  document.title = [...document.querySelectorAll('iframe')].map (frame => {
    const page = frame.contentDocument
    return [frame.width, page.documentElement.scrollWidth <= frame.width,
            page.title, page.scripts.length, page.images.length,
            page.querySelectorAll('section').length > 4].join (' ')
  }).join (';')
}
</script>''')
EOT
}

for page in report summary; do
  frame $page.html >frame.html
  browser --dump-dom "file://$tmp/frame.html" >dom
  sed -n 's|.*<title>\([^<]*\)</title>.*|\1|p' dom | head -n 1 | tr ';' '\n' \
    >seen
  title=$(sed -n 's|.*<title>\([^<]*\)</title>.*|\1|p' $page.html | head -n 1)
  printf '%s true %s 0 0 true\n' 360 "$title" 1200 "$title" >expected
  check_same "$page: fits both widths, runs nothing, loads nothing" \
    expected seen
  browser --dump-dom "file://$tmp/$page.html" >dom
  check "$page: a script in an address is text" \
    grep -Fq '&lt;script&gt;document.title=1&lt;/script&gt;' dom
  check "$page: and none is an element" sh -c '! grep -Ei "<(script|img)" dom'
  for size in 360,800 1200,900; do
    browser --window-size=$size --screenshot="$tmp/$page-$size.png" \
      "file://$tmp/$page.html" >/dev/null
    check "$page: it is painted at $size" test -s "$page-$size.png"
    for scheme in 0 1; do
      browser --window-size=$size --screenshot="$tmp/$scheme.png" \
        --blink-settings=preferredColorScheme=$scheme \
        "file://$tmp/$page.html" >/dev/null
    done
    check "$page: dark is not light at $size" sh -c '! cmp -s 0.png 1.png'
  done
done

finish
