// Compression at one pinned level, so that the same input gives the same bytes.
#pragma once
#include <memory>
#include <string>
#include <string_view>

namespace steelyard {

class Deflater {
 public:
  Deflater();
  ~Deflater();
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;
  // In the zlib format, as the filter FlateDecode reads it.
  [[nodiscard]] std::string operator()(std::string_view bytes) const;

 private:
  struct Handle;
  std::unique_ptr<Handle> handle_;
};

}  // namespace steelyard
