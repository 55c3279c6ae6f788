/// Reading and writing whole files: the only doors to the disk.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>

namespace steelyard {

/// The bytes of a regular file or a pipe. Throws Error(no_input) with path and reason: no such
/// file, a folder, a device, or more than 64 MiB.
std::string read_file(const std::filesystem::path& path);

/// Writes a file so that it is either the old one or the whole new one, never half of it: to a
/// temporary name in the same folder, flushed, then renamed. Makes missing folders.
/// Throws Error(cannot_write) with path and reason; the temporary file is removed.
void write_file(const std::filesystem::path& path, std::string_view bytes);

/// SHA-256 in lower-case hexadecimal.
std::string sha256(std::string_view bytes);

/// Folder that holds `datasets/` and `templates/`: STEELYARD_DATA if set, else the installed one if
/// it exists, else the source tree the program was built from.
std::filesystem::path data_folder();

}  // namespace steelyard
