// Where the project and its program stand.
#pragma once
#include <filesystem>

namespace run {

/// The folder that holds src/, datasets/ and templates/.
std::filesystem::path project();
/// The program steelyard, built with the same flags as the tests.
std::filesystem::path program();

}  // namespace run
