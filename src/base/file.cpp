// Whole files in and out. The only file that includes nettle.
#include "steelyard/base/file.h"
#include "steelyard/base/files.h"

#include <fcntl.h>
#include <nettle/sha2.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <system_error>

#include "steelyard/base/error.h"

namespace steelyard {

namespace {

std::string reason() {
  return std::generic_category().message(errno);
}

// Closes what it holds.
class Descriptor {
 public:
  explicit Descriptor(int handle) : handle_(handle) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (handle_ >= 0) ::close(handle_);
  }
  [[nodiscard]] int get() const { return handle_; }
  int release() {
    const int handle = handle_;
    handle_ = -1;
    return handle;
  }

 private:
  int handle_;
};

bool write_all(int handle, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(handle, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

// Files under temporary names beside their places; what is not finished leaves nothing behind.
class Writing {
 public:
  Writing() = default;
  Writing(const Writing&) = delete;
  Writing& operator=(const Writing&) = delete;
  ~Writing() {
    for (const Part& part : parts_) ::unlink(part.temporary.c_str());
    if (finished_) return;
    // The innermost folder was made last; one that somebody else uses by now is not empty and stays.
    for (auto folder = folders_.rbegin(); folder != folders_.rend(); ++folder)
      ::rmdir(folder->c_str());
  }

  void prepare(const std::filesystem::path& path, std::string_view bytes) {
    if (path.has_parent_path()) make_folders(path, path.parent_path());
    std::error_code ignored;
    // Found out before anything is renamed.
    if (std::filesystem::is_directory(path, ignored)) fail(path, "there is a folder of this name");
    const std::string temporary = path.string() + ".part" + std::to_string(::getpid());
    Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
    if (file.get() < 0) fail(path, reason());
    parts_.push_back({path, temporary});
    // The kernel may report a full disk only when the file is closed.
    if (!write_all(file.get(), bytes) || ::close(file.release()) != 0) fail(path, reason());
  }

  void finish() {
    while (!parts_.empty()) {
      const Part& part = parts_.front();
      if (::rename(part.temporary.c_str(), part.path.c_str()) != 0) fail(part.path, reason());
      finished_ = true;
      parts_.erase(parts_.begin());
    }
  }

 private:
  struct Part {
    std::filesystem::path path;
    std::string temporary;
  };

  [[noreturn]] static void fail(const std::filesystem::path& path, const std::string& why) {
    throw Error(Exit::cannot_write, path.string() + ": cannot be written: " + why);
  }

  void make_folders(const std::filesystem::path& path, const std::filesystem::path& folder) {
    std::error_code problem;
    if (folder.empty() || std::filesystem::is_directory(folder, problem)) return;
    if (folder.has_parent_path() && folder.parent_path() != folder)
      make_folders(path, folder.parent_path());
    if (std::filesystem::create_directory(folder, problem)) folders_.push_back(folder);
    if (problem) fail(path, problem.message());
  }

  std::vector<Part> parts_;
  std::vector<std::filesystem::path> folders_;  // made here, outermost first
  bool finished_ = false;                       // at least one file has its name
};

}  // namespace

std::string read_file(const std::filesystem::path& path) {
  const auto fail = [&](const std::string& why) {
    throw Error(Exit::no_input, path.string() + ": cannot be read: " + why);
  };
  // Asked before it is opened: to open a device may already do something.
  struct stat about {};
  if (::stat(path.c_str(), &about) != 0) fail(reason());
  if (S_ISDIR(about.st_mode)) fail("it is a folder");
  if (!S_ISREG(about.st_mode) && !S_ISFIFO(about.st_mode))
    fail("it is a device, but must be a file or a pipe");
  constexpr std::size_t most = 64U << 20U;  // bytes; a thousand times the largest study table
  const auto too_large = [&] { fail("it is larger than 64 MiB"); };
  if (S_ISREG(about.st_mode) && static_cast<std::size_t>(about.st_size) > most) too_large();
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) fail(reason());
  std::string bytes;
  bytes.reserve(static_cast<std::size_t>(about.st_size) + 1);
  std::array<char, 65536> buffer;
  for (;;) {
    const ssize_t count = ::read(file.get(), buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail(reason());
    if (count == 0) return bytes;
    bytes.append(buffer.data(), static_cast<std::size_t>(count));
    if (bytes.size() > most) too_large();
  }
}

void write_file(const std::filesystem::path& path, std::string_view bytes) {
  Writing writing;
  writing.prepare(path, bytes);
  writing.finish();
}

void write_files(const std::vector<std::pair<std::filesystem::path, std::string>>& files) {
  Writing writing;
  for (const auto& [path, bytes] : files) writing.prepare(path, bytes);
  writing.finish();
}

std::string sha256(std::string_view bytes) {
  sha256_ctx context;
  sha256_init(&context);
  sha256_update(&context, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
  std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest;
  sha256_digest(&context, digest.size(), digest.data());
  constexpr std::string_view hex = "0123456789abcdef";
  std::string text;
  for (const std::uint8_t byte : digest) {
    text += hex[byte >> 4U];
    text += hex[byte & 15U];
  }
  return text;
}

std::filesystem::path data_folder() {
  if (const char* chosen = std::getenv("STEELYARD_DATA"); chosen != nullptr && *chosen != '\0')
    return chosen;
  std::error_code ignored;
  const std::filesystem::path source = STEELYARD_SOURCE_DATA;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", ignored);
  // A program that runs from its build tree belongs to its source tree.
  if (!ignored && program.string().starts_with(source.string() + "/")) return source;
  const std::filesystem::path installed = STEELYARD_INSTALLED_DATA;
  if (std::filesystem::exists(installed / "templates", ignored)) return installed;
  // An installation that was moved keeps its data beside its program.
  const auto moved = program.parent_path().parent_path() / "share" / "steelyard";
  if (std::filesystem::exists(moved / "templates", ignored)) return moved;
  return source;
}

}  // namespace steelyard
