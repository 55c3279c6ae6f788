// Widths of texts, each measured once: layout asks for the same words again and again.
#pragma once
#include <array>
#include <string>
#include <string_view>
#include <unordered_map>

#include "steelyard/draw/fonts.h"

namespace steelyard {

/// Metrics that remember. Widths grow in proportion to the size, so each text is measured at size 1.
/// For one layout on one thread.
class MeasuredOnce final : public FontMetrics {
 public:
  explicit MeasuredOnce(const FontMetrics& fonts) : fonts_(fonts) {}

  [[nodiscard]] double width(std::string_view text, Face face, double size) const override {
    auto& widths = widths_.at(static_cast<std::size_t>(face));
    auto found = widths.find(text);
    if (found == widths.end())
      found = widths.emplace(std::string(text), fonts_.width(text, face, 1)).first;
    return found->second * size;
  }
  [[nodiscard]] double ascent(Face face, double size) const override {
    return fonts_.ascent(face, size);
  }
  [[nodiscard]] double descent(Face face, double size) const override {
    return fonts_.descent(face, size);
  }

 private:
  // Finds a std::string by a view without making one.
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  const FontMetrics& fonts_;
  mutable std::array<std::unordered_map<std::string, double, Hash, std::equal_to<>>, 4> widths_;
};

}  // namespace steelyard
