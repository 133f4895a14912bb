# SPDX-License-Identifier: GPL-3.0-or-later
# Completion of rehearse for bash: verbs, options, collections, requests and environments.

# The collection is the first word after the verb that is no option.
_rehearse_collection() {
  local i word skip=
  for ((i = 2; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if [ -n "$skip" ]; then
      skip=
      continue
    fi
    case $word in
      -e | -a | -o | --environment | --account | --format | --var | --secret | --output | --allow-origin) skip=1 ;;
      -*) ;;
      *)
        word=${word//\\/}
        word=${word#[\'\"]}
        word=${word%[\'\"]}
        word=${word/#\~\//$HOME/}
        word=${word%/opencollection.yml}
        printf '%s' "${word%/}"
        return
        ;;
    esac
  done
}

# Lines, quoted for the command line if need be.
_rehearse_lines() { # LINES
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      '') ;;
      "$cur"*) COMPREPLY+=("$(printf '%q' "$line")") ;;
    esac
  done <<<"$1"
}

_rehearse_environments() {
  local folder file names=
  folder=$(_rehearse_collection)
  [ -d "$folder/environments" ] || return
  for file in "$folder"/environments/*.yml; do
    file=${file##*/}
    names+=${file%.yml}$'\n'
  done
  _rehearse_lines "$names"
}

_rehearse_requests() { # FOLDER
  local names
  names=$(cd "$1" 2>/dev/null && find . -name '*.yml' ! -name folder.yml ! -name opencollection.yml \
    ! -path './environments/*' ! -path '*/.*' 2>/dev/null | sed 's|^\./||; s|\.yml$||' | sort)
  _rehearse_lines "$names"
}

_rehearse() {
  local cur=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} verb=${COMP_WORDS[1]} options collection
  COMPREPLY=()

  if [ "$COMP_CWORD" = 1 ]; then
    mapfile -t COMPREPLY < <(compgen -W 'export import login practice secret send token --help --version' -- "$cur")
    return
  fi

  case $verb in
    export) options='--environment --account --format --output --secrets' ;;
    import) options='--into --name --report --json --dry-run' ;;
    login) options='--environment --account --print-url' ;;
    send) options='--environment --account --var --secret --include --output --fail --json --allow-origin --yes-production' ;;
    token) options='--environment --account --reveal --json --all' ;;
    secret) options='--environment --delete' ;;
    practice) options='--port --access-token-life --refresh-token-life --fault --client-id --client-secret --public --redirect-uri --json' ;;
    *) return ;;
  esac

  case $previous in
    -e | --environment)
      _rehearse_environments
      return
      ;;
    --format)
      mapfile -t COMPREPLY < <(compgen -W 'postman postman-environment openapi openapi-json curl http' -- "$cur")
      return
      ;;
    -o | --output | --report)
      compopt -o default
      return
      ;;
    --into)
      compopt -o filenames
      mapfile -t COMPREPLY < <(compgen -d -- "$cur")
      return
      ;;
    -a | --account | --name | --var | --secret | --allow-origin | --port | --access-token-life | --refresh-token-life | --fault | \
      --client-id | --client-secret | --redirect-uri) return ;;
  esac

  if [[ $cur == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$options --help" -- "$cur")
    return
  fi

  collection=$(_rehearse_collection)
  if [ "$verb" = import ]; then
    compopt -o default
    return
  fi
  if [ "$verb" = practice ]; then
    return
  elif [ -z "$collection" ]; then
    compopt -o filenames
    mapfile -t COMPREPLY < <(compgen -d -- "$cur")
  elif [ "$verb" = send ] || [ "$verb" = export ]; then
    _rehearse_requests "$collection"
  elif [ "$verb" = token ]; then
    mapfile -t COMPREPLY < <(compgen -W 'show refresh revoke forget' -- "$cur")
  fi
}

complete -F _rehearse rehearse
