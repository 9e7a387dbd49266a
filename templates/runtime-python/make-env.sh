#!/bin/sh
# Makes a product home's environments: make-env.sh [HOME]
#   venv/step   the runtime's wheel and locks/step.txt
#   venv/user   the user's own lock and nothing of ours, only when there is one:
#               locks/user*.txt (requirements), or locks/user/uv.lock (beside its pyproject.toml, if it came along)
#   venv/dbt    locks/dbt.txt alone, only when there is one: what builds the product's dbt models
#   venv/spark  locks/spark.txt alone, only when there is one: what runs the product's Spark applications
# Does nothing for an environment that is up to date. Uses uv from PATH, else bootstraps it into venv/uv.
# locks/python.txt holds the product's range of Python versions (code.python), beside the runtime's own.
# REGAUGE_PYTHON chooses the interpreter, UV_COMPILE_BYTECODE=1 compiles ahead (for images).
set -eu

home=${1:-$(dirname -- "$0")}
home=$(CDPATH='' cd -- "$home" && pwd)
range='>=3.11,<3.14'
if [ -f "$home/locks/python.txt" ]; then
    wanted=$(cat "$home/locks/python.txt")
    case $wanted in
    '>=3.11' | '') ;;
    [0-9]*) range="$range,==$wanted.*" ;;
    *) range="$range,$wanted" ;;
    esac
fi
python=${REGAUGE_PYTHON:-$range}

find_uv() {
    if command -v uv >/dev/null 2>&1; then
        uv=$(command -v uv)
        return
    fi
    uv=$home/venv/uv/bin/uv
    if [ ! -x "$uv" ]; then
        python3 -m venv "$home/venv/uv"
        "$home/venv/uv/bin/python" -m pip install --quiet --disable-pip-version-check uv
    fi
}

# fresh NAME FILE...: whether venv/NAME was made from these very files.
fresh() {
    name=$1
    shift
    stamp="$python $(cat -- "$@" | cksum)"
    [ -x "$home/venv/$name/bin/python" ] && [ "$(cat "$home/venv/$name/.regauge" 2>/dev/null)" = "$stamp" ]
}

# install NAME ARGUMENT...: a new venv/NAME with what the arguments of `uv pip install` say.
install() {
    name=$1
    shift
    find_uv
    "$uv" venv --quiet --clear --no-project --python "$python" "$home/venv/$name"
    "$uv" pip install --quiet --python "$home/venv/$name/bin/python" "$@"
    printf '%s' "$stamp" >"$home/venv/$name/.regauge"
    echo "made venv/$name" >&2
}

wheel=
for file in "$home"/wheels/regauge_runtime-*.whl; do
    [ -f "$file" ] && wheel=$file
done
if [ -z "$wheel" ] || [ ! -f "$home/locks/step.txt" ]; then
    echo "make-env.sh: $home has no wheels/regauge_runtime-*.whl or no locks/step.txt" >&2
    exit 78
fi

mkdir -p "$home/venv"
if ! fresh step "$wheel" "$home/locks/step.txt"; then
    install step --no-deps -r "$home/locks/step.txt" "$wheel"
fi

lock=
for file in "$home"/locks/user*.txt "$home/locks/user/uv.lock"; do
    [ -f "$file" ] && lock=$file && break
done
case $lock in
'') rm -rf "$home/venv/user" ;;
*.txt)
    if ! fresh user "$lock"; then
        install user -r "$lock"
    fi
    ;;
*)
    if ! fresh user "$lock"; then
        pins=$home/venv/user-pins.txt
        "$home/venv/step/bin/python" - "$lock" >"$pins" <<'PINS'
import sys, tomllib
with open(sys.argv[1], "rb") as file:
    packages = tomllib.load(file)["package"]
for package in packages:
    if "registry" in package.get("source", {}):
        print(f"{package['name']}=={package['version']}")
PINS
        install user --no-deps -r "$pins"
    fi
    ;;
esac

for extra in dbt spark; do
    if [ ! -f "$home/locks/$extra.txt" ]; then
        rm -rf "$home/venv/$extra"
    elif ! fresh "$extra" "$home/locks/$extra.txt"; then
        install "$extra" --no-deps -r "$home/locks/$extra.txt"
    fi
done
