# mkcompletion.awk: what a program says with --help becomes completion for a
# shell, so that there is one list of options.
#
#   PROGRAM --help | awk -v program=PROGRAM -v shell=bash|zsh|fish \
#     -f mkcompletion.awk
#
# Of an option's value the help tells: "a|b" are its values, FILE and URI are
# files, "NAME,...", "CATEGORY" and "STATE,..." are the names that stand below
# "Fields:", "Categories:" and "States:".  A program with "Commands:" takes these, others take files.

/^[A-Z][^:]*:$/ || /^[A-Z].*:$/ {
  section = $0
  next
}

/^  (-., )?--[a-z]/ {
  read_option()
  next
}

section == "Commands:" && /^  [a-z]/ {
  command[++commands] = $1
  about[commands] = describe(substr($0, 34))
  next
}

section == "Fields:" && /^  / {
  fields = fields $0
}

section == "States:" && /^  / {
  states = states $0
}

section == "Categories:" && /^  / {
  categories = categories $0
}

END {
  fields = squeeze(fields)
  categories = squeeze(categories)
  states = squeeze(states)
  for (i = 1; i <= options; i++)
    set_kind(i)
  if (shell == "bash")
    print_bash()
  else if (shell == "zsh")
    print_zsh()
  else if (shell == "fish")
    print_fish()
  else
    exit 1
}

function squeeze(words) {
  gsub(/ +/, " ", words)
  sub(/^ /, "", words)
  return words
}

function describe(words) {
  sub(/ \*$/, "", words)
  sub(/^ +/, "", words)
  return words
}

# WORDS between single quotes, in any of the shells.
function quote(words) {
  gsub(/'/, "'\\''", words)
  return words
}

# The same, between the brackets of zsh's _arguments.
function bracket(words) {
  gsub(/\[/, "\\[", words)
  gsub(/\]/, "\\]", words)
  return quote(words)
}

# "  -f, --format=tsv|json   help"
function read_option(  rest, word) {
  rest = $0
  options++
  if (match(rest, /^  -., /))
    short[options] = substr(rest, 4, 1)
  sub(/^ *(-., )?--/, "", rest)
  word = rest
  sub(/ .*/, "", word)
  long[options] = word
  sub(/=.*/, "", long[options])
  if (index(word, "="))
    value[options] = substr(word, index(word, "=") + 1)
  repeated[options] = rest ~ / \*$/
  help[options] = describe(substr(rest, length(word) + 1))
}

# kind: none, words, list (of words, with commas), files, other.
function set_kind(i,  v) {
  v = value[i]
  if (v == "")
    kind[i] = "none"
  else if (v ~ /^[a-z-]+(\|[a-z-]+)+$/) {
    kind[i] = "words"
    gsub(/\|/, " ", v)
    words[i] = v
  }
  else if (v ~ /^(FILE|URI)$/)
    kind[i] = "files"
  else if (long[i] == "fields") {
    kind[i] = "list"
    words[i] = fields
  }
  else if (v ~ /^STATE/) {
    kind[i] = "list"
    words[i] = states
  }
  else if (v ~ /^CATEGORY/) {
    kind[i] = v ~ /,/ ? "list" : "words"
    words[i] = categories
  }
  else
    kind[i] = "other"
}

function names(i) {
  return "--" long[i] (short[i] != "" ? "|-" short[i] : "")
}

function print_bash(  i) {
  printf "# bash completion of %s; made by mkcompletion.awk.\n\n", program
  printf "_%s () {\n", program
  print "  local cur=${COMP_WORDS[COMP_CWORD]} prev option= head="
  print "  prev=${COMP_WORDS[COMP_CWORD - 1]}"
  print "  # bash makes three words of --name=value."
  print "  if [[ $cur == '=' ]]; then"
  print "    option=$prev cur="
  print "  elif [[ $prev == '=' ]]; then"
  print "    option=${COMP_WORDS[COMP_CWORD - 2]}"
  print "  elif [[ $prev == -* ]]; then"
  print "    option=$prev"
  print "  fi"
  print "  COMPREPLY=()"
  print "  case $option in"
  for (i = 1; i <= options; i++)
    if (kind[i] != "none") {
      printf "  %s)\n", names(i)
      if (kind[i] == "list") {
        print "    [[ $cur != *,* ]] || head=${cur%,*},"
        printf "    COMPREPLY=($(compgen -P \"$head\" -W '%s' \\\n", words[i]
        print "      -- \"${cur##*,}\"))"
        print "    compopt -o nospace 2>/dev/null"
      }
      else if (kind[i] == "words")
        printf "    COMPREPLY=($(compgen -W '%s' -- \"$cur\"))\n", words[i]
      else if (kind[i] == "files")
        print "    mapfile -t COMPREPLY < <(compgen -f -- \"$cur\")"
      else
        print "    :"
      print "    return"
      print "    ;;"
    }
  print "  esac"
  print "  if [[ $cur == -* ]]; then"
  printf "    COMPREPLY=($(compgen -W '"
  for (i = 1; i <= options; i++)
    printf "%s--%s%s", (i > 1 ? " " : ""), long[i], value[i] != "" ? "=" : ""
  print "' -- \"$cur\"))"
  print "    [[ ${COMPREPLY[*]} != *= ]] || compopt -o nospace 2>/dev/null"
  print "    return"
  print "  fi"
  if (commands) {
    print "  local word"
    print "  for word in \"${COMP_WORDS[@]:1:COMP_CWORD - 1}\"; do"
    print "    case $word in"
    printf "    "
    for (i = 1; i <= commands; i++)
      printf "%s%s", (i > 1 ? "|" : ""), command[i]
    print ")"
    print "      mapfile -t COMPREPLY < <(compgen -f -- \"$cur\")"
    print "      return"
    print "      ;;"
    print "    esac"
    print "  done"
    printf "  COMPREPLY=($(compgen -W '"
    for (i = 1; i <= commands; i++)
      printf "%s%s", (i > 1 ? " " : ""), command[i]
    print "' -- \"$cur\"))"
  }
  else
    print "  mapfile -t COMPREPLY < <(compgen -f -- \"$cur\")"
  print "}"
  printf "complete -o filenames -F _%s %s\n", program, program
}

function zsh_value(i) {
  if (kind[i] == "words")
    return ":" value[i] ":(" words[i] ")"
  if (kind[i] == "list")
    return ":name:_values -s , name " words[i]
  if (kind[i] == "files")
    return ":file:_files"
  return kind[i] == "none" ? "" : ":" tolower(value[i]) ":"
}

function print_zsh(  i, mark) {
  printf "#compdef %s\n# Made by mkcompletion.awk.\n\n_arguments -s -S \\\n",
    program
  for (i = 1; i <= options; i++) {
    mark = value[i] != "" ? "=" : ""
    if (short[i] != "")
      printf "  '%s-%s%s[%s]%s' \\\n", repeated[i] ? "*" : "", short[i],
        mark == "" ? "" : "+", bracket(help[i]), zsh_value(i)
    printf "  '%s--%s%s[%s]%s' \\\n", repeated[i] ? "*" : "", long[i], mark,
      bracket(help[i]), zsh_value(i)
  }
  if (commands) {
    printf "  '1:command:(("
    for (i = 1; i <= commands; i++)
      printf "%s%s\\:\"%s\"", (i > 1 ? " " : ""), command[i], quote(about[i])
    print "))' \\\n  '*:argument:_files'"
  }
  else
    print "  '*:source:_files'"
}

function print_fish(  i, list) {
  printf "# fish completion of %s; made by mkcompletion.awk.\n\n", program
  for (i = 1; i <= options; i++) {
    printf "complete -c %s", program
    if (short[i] != "")
      printf " -s %s", short[i]
    printf " -l %s", long[i]
    if (kind[i] == "words")
      printf " -x -a '%s'", words[i]
    else if (kind[i] == "list")
      printf " -x -a \"(__fish_append , %s)\"", words[i]
    else if (kind[i] == "files")
      printf " -r -F"
    else if (kind[i] == "other")
      printf " -x"
    printf " -d '%s'\n", quote(help[i])
  }
  for (i = 1; i <= commands; i++)
    list = list (i > 1 ? " " : "") command[i]
  for (i = 1; i <= commands; i++)
    printf "complete -c %s -n 'not __fish_seen_subcommand_from %s' -f -a %s" \
      " -d '%s'\n", program, list, command[i], quote(about[i])
}
