#!/bin/sh
# Completion of bash, zsh and fish: made of --help, so that no option is
# missing, and asked as these shells ask it.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

made=$top_builddir/completion
if [ ! -e "$made/bash/bouncecat" ]; then
  skip_all 'not made where the programs are not run'
fi

# Every option stands in every file.
for program in bouncecat bouncetally; do
  "$top_builddir/src/$program" --help |
    grep -Eo '^  (-., )?--[a-z-]+' | sed 's/.*--//' | sort >options
  check "$program has options" test "$(wc -l <options)" -gt 10
  for file in bash/$program zsh/_$program fish/$program.fish; do
    while IFS= read -r option; do
      grep -Eq -- "(--| -l )$option([]=' [|)]|\$)" "$made/$file" ||
        echo "$option"
    done <options >missing
    : >none
    check_same "$file has all of them" none missing
  done
done

touch mail.mbox

# wanted NAME WORD...: these are offered, each on a line of its own, in $tmp/got.
wanted () {
  name=$1
  shift
  for word; do
    grep -qxF -- "$word" got || echo "not offered: $word"
  done >missing
  : >none
  check_same "$name" none missing
}

# asks SHELL: the same questions to each; `ask LINE` answers.
asks () {
  ask 'bouncecat --summ'
  wanted "$1: an option" --summary
  ask 'bouncecat --format='
  wanted "$1: values" "$2tsv" "$2json" "$2html"
  ask 'bouncetally --category=over'
  wanted "$1: a category" "${3}over-quota"
  ask 'bouncetally li'
  wanted "$1: a command" list
  ask 'bouncecat mail.m'
  wanted "$1: a file" mail.mbox
}

if command -v bash >/dev/null; then
  cat >ask.bash <<'EOT'
. "$1/bash/bouncecat"
. "$1/bash/bouncetally"
compopt () { :; }
line=$2
# As readline parts it: = is a word.
read -ra COMP_WORDS <<<"${line//=/ = }"
[[ $line != *[\ =] ]] || COMP_WORDS+=("")
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
"_${COMP_WORDS[0]}"
printf '%s\n' "${COMPREPLY[@]}"
EOT
  ask () { bash --norc ask.bash "$made" "$1" >got; }
  asks bash '' ''
  ask 'bouncecat --fields recipient,rem'
  wanted 'bash: a list goes on' recipient,remote_mta
  ask 'bouncetally list --state=hard,sup'
  wanted 'bash: a list of states' hard,suppressed
  ask 'bouncecat -F act'
  wanted 'bash: a short option' action
  for program in bouncecat bouncetally; do
    check "bash reads it: $program" bash -n "$made/bash/$program"
  done
else
  skip 'bash' 'bash is not installed'
fi

if command -v fish >/dev/null; then
  ask () {
    fish --no-config -c "source $made/fish/bouncecat.fish
      source $made/fish/bouncetally.fish
      complete -C '$1'" 2>/dev/null | cut -f 1 >got
  }
  asks fish --format= --category=
  ask 'bouncecat --fields=recipient,rem'
  wanted 'fish: a list goes on' --fields=recipient,remote_mta
else
  skip 'fish' 'fish is not installed'
fi

if command -v zsh >/dev/null; then
  # A terminal of zsh's own, in which Tab is pressed.
  cat >ask.zsh <<'EOT'
zmodload zsh/zpty
zpty shell "TERM=dumb zsh -f -i"
zpty -w shell "fpath=($1/zsh \$fpath); autoload -U compinit; compinit -u -D"
zpty -w shell "zstyle ':completion:*' list-separator ''; LISTMAX=1000"
zpty -w shell 'compadd () { builtin compadd -O hits "$@"
  print -rl -- $hits >>'$3'; builtin compadd "$@" }
  ended () { print ended >>'$3' }; comppostfuncs=(ended)'
zpty -w shell 'print re''ady'
while zpty -r shell text && [[ $text != *ready* ]]; do :; done
zpty -w -n shell "$2"$'\t'
# Nothing may wait to be read meanwhile: zsh would not complete then.
zmodload zsh/zselect
until grep -q '^ended' $3; do zselect -t 2; done
zpty -d shell
EOT
  ask () {
    : >got
    timeout 1800 zsh -f ask.zsh "$made" "$1" "$PWD/got" >/dev/null 2>&1
  }
  asks zsh '' ''
  for program in bouncecat bouncetally; do
    check "zsh reads it: $program" zsh -n "$made/zsh/_$program"
  done
else
  skip 'zsh' 'zsh is not installed'
fi

finish
