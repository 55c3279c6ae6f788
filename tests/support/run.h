// Programs run by tests, and files for them.
#pragma once
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>

#include "steelyard/base/file.h"

namespace run {

struct Outcome {
  int status = 0;
  std::string output;  // standard output, then nothing else: errors go where they always go
};

// Runs a shell command line.
inline Outcome shell(const std::string& command) {
  Outcome outcome;
  std::FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("no process could be started for: " + command);
  std::array<char, 65536> buffer;
  for (std::size_t n = 0; (n = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;)
    outcome.output.append(buffer.data(), n);
  const int status = pclose(pipe);
  outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
  return outcome;
}

// Output of a program that must be there and must succeed. `package` is what to install.
inline std::string tool(const std::string& program, const std::string& arguments,
                        const std::string& package) {
  if (shell("command -v " + program + " > /dev/null").status != 0)
    throw std::runtime_error(program + " is missing, but this test needs it: install Debian's " +
                             package);
  const Outcome outcome = shell(program + " " + arguments + " 2>&1");
  if (outcome.status != 0)
    throw std::runtime_error(program + " " + arguments + " ended with status " +
                             std::to_string(outcome.status) + ":\n" + outcome.output);
  return outcome.output;
}

// A file that is gone with the object.
class TemporaryFile {
 public:
  TemporaryFile(const std::string& bytes, const std::string& extension) {
    std::string name = (std::filesystem::temp_directory_path() / "steelyard-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder for a test's file");
    folder_ = name;
    path_ = folder_ / ("file." + extension);
    steelyard::write_file(path_, bytes);
  }
  ~TemporaryFile() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  std::filesystem::path folder_, path_;
};

}  // namespace run
