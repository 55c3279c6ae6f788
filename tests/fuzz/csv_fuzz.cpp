// libFuzzer target: any bytes as a table of studies.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "steelyard/read/reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto read = steelyard::parse_table(text, "fuzz.csv", {});
  return steelyard::to_text(read.notices).empty() && read.value.columns.empty() ? -1 : 0;
}
