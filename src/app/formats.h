// The register of output formats.
#pragma once
#include <span>
#include <string_view>

namespace steelyard {

struct Format {
  std::string_view id, label, source;
};

std::span<const Format* const> formats();

}  // namespace steelyard
