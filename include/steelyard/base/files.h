/// Several files at once, and when a file was changed.
#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace steelyard {

/// Writes several files so that all of them are written or none: every one to a temporary name first,
/// then all are renamed. Folders that were made for them are removed again if that fails.
/// Throws Error(cannot_write) as write_file does.
void write_files(const std::vector<std::pair<std::filesystem::path, std::string>>& files);

/// When a file was last changed, in seconds since 1970-01-01 UTC; absent if there is none.
std::optional<long long> last_changed(const std::filesystem::path& path);

}  // namespace steelyard
