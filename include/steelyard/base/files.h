/// Several files at once.
#pragma once
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace steelyard {

/// Writes several files so that all of them are written or none: every one to a temporary name first,
/// then all are renamed. Folders that were made for them are removed again if that fails.
/// Throws Error(cannot_write) as write_file does.
void write_files(const std::vector<std::pair<std::filesystem::path, std::string>>& files);

}  // namespace steelyard
