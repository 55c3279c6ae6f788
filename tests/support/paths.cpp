// The one test source that hears of absolute paths.
#include "support/paths.h"

namespace run {

std::filesystem::path project() {
  return STEELYARD_PROJECT;
}

std::filesystem::path program() {
  return STEELYARD_PROGRAM;
}

}  // namespace run
