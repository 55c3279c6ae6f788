// libFuzzer target: any bytes as review.toml and as expected.toml.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "read/review_toml.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto root = steelyard::parse_toml(text, "fuzz.toml");
  steelyard::Notices notices = root.notices;
  steelyard::Review review;
  if (notices.empty()) {
    steelyard::read_review_toml(root.value, review, notices);
    steelyard::read_expected_toml(root.value, review, notices);
  }
  steelyard::show_sources(notices, "fuzz.toml", text);
  return steelyard::to_text(notices).empty() && review.title.empty() ? -1 : 0;
}
