#include "steelyard/base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <thread>

#include "steelyard/base/error.h"
#include "support/catch.h"

using namespace steelyard;

namespace {

namespace fs = std::filesystem;

// What read_file says about a path, after the path; "" if it reads.
std::string refusal(const fs::path& path) {
  try {
    read_file(path);
  } catch (const Error& error) {
    CHECK(error.status() == Exit::no_input);
    return std::string(error.what()).substr(path.string().size());
  }
  return "";
}

fs::path fresh(const std::string& name) {
  const fs::path folder =
      fs::temp_directory_path() / ("steelyard-file-" + std::to_string(::getpid()));
  fs::create_directories(folder);
  fs::remove(folder / name);
  return folder / name;
}

}  // namespace

TEST_CASE("What is no file is refused with what it is") {
  CHECK(refusal("/dev/zero") == ": cannot be read: it is a device, but must be a file or a pipe");
  CHECK(refusal(fs::temp_directory_path()) == ": cannot be read: it is a folder");
  const fs::path loop = fresh("loop");
  fs::create_symlink("loop", loop);
  CHECK(refusal(loop) == ": cannot be read: Too many levels of symbolic links");
  fs::remove(loop);
  CHECK(refusal(loop) == ": cannot be read: No such file or directory");
}

TEST_CASE("A file is read up to 64 MiB and refused above") {
  const fs::path path = fresh("large");
  constexpr std::uintmax_t most = 64U << 20U;
  write_file(path, "");
  fs::resize_file(path, most);
  CHECK(read_file(path).size() == most);
  fs::resize_file(path, most + 1);
  CHECK(refusal(path) == ": cannot be read: it is larger than 64 MiB");
  fs::remove(path);
}

TEST_CASE("A pipe is read to its end") {
  const fs::path path = fresh("pipe");
  REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
  std::string bytes;
  std::thread reader([&] { bytes = read_file(path); });
  const int handle = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
  const bool written = ::write(handle, "study\n", 6) == 6;
  ::close(handle);
  reader.join();
  CHECK(written);
  CHECK(bytes == "study\n");
  fs::remove(path);
}
