// Where the project and its program stand, and how they were built.
#pragma once
#include <filesystem>

namespace run {

/// The folder that holds src/, datasets/ and templates/.
std::filesystem::path project();
/// The program steelyard, built with the same flags as the tests.
std::filesystem::path program();
/// Whether the library is under the sanitizers, where tests of many slow fits take a sample of them.
bool slowed();

}  // namespace run
