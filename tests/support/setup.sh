# Packages and builds, for make-reports and run-tests. Sourced, not run.

build_packages=(
  g++ cmake ninja-build pkg-config
  libeigen3-dev libboost-dev libfmt-dev libhpdf-dev libcli11-dev libtomlplusplus-dev
  libnlopt-dev nlohmann-json3-dev libmd4c-dev libharfbuzz-dev libdeflate-dev nettle-dev
  fonts-lato fonts-dejavu-core
)
test_packages=(catch2 qpdf poppler-utils python3 python3-jsonschema)

# Installs what dpkg does not have; does nothing, and asks nobody, where all is there.
install_packages() {
  local missing=() package
  for package in "$@"; do
    if ! dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q '^install ok installed$'; then
      missing+=("$package")
    fi
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
      echo "These packages are missing, and there is neither root nor sudo to install them:" >&2
      echo "  ${missing[*]}" >&2
      return 1
    fi
    as_root=(sudo)
  fi
  echo "Installing: ${missing[*]}"
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -q
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -q --no-install-recommends "${missing[@]}"
}

# build PRESET [tests]: configures once, then builds what changed.
build() {
  local preset=$1 tests=OFF
  [ "${2:-}" = tests ] && tests=ON
  # A tree that was set up with tests keeps them; the program alone does not need them.
  if [ ! -f "build/$preset/build.ninja" ] || [ "$tests" = ON ]; then
    cmake --preset "$preset" -DSTEELYARD_TESTS=$tests -DSTEELYARD_SANITIZED_TESTS=$tests >"build-$preset.log" 2>&1 || {
      cat "build-$preset.log" >&2
      rm -f "build-$preset.log"
      return 1
    }
    rm -f "build-$preset.log"
  fi
  if [ "$tests" = ON ]; then
    cmake --build "build/$preset"
  else
    cmake --build "build/$preset" --target steelyard_program
  fi
}
