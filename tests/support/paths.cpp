// The one test source that hears of absolute paths and of the library's flags.
#include "support/paths.h"

namespace run {

std::filesystem::path project() {
  return STEELYARD_PROJECT;
}

std::filesystem::path program() {
  return STEELYARD_PROGRAM;
}

bool slowed() {
#ifdef __SANITIZE_ADDRESS__
  return true;
#else
  return false;
#endif
}

}  // namespace run
