/// What layout needs to know of fonts, so that it can be tested without any.
#pragma once
#include <string_view>

namespace steelyard {

enum class Face { regular, bold, italic, semibold };

/// Measures of set text, in points. The implementation shapes text (kerning, fallback face).
class FontMetrics {
 public:
  virtual ~FontMetrics() = default;
  /// Advance width of one line of text at a size.
  [[nodiscard]] virtual double width(std::string_view text, Face face, double size) const = 0;
  /// Height above the baseline of an ascender, and depth below it (positive), at a size.
  [[nodiscard]] virtual double ascent(Face face, double size) const = 0;
  [[nodiscard]] virtual double descent(Face face, double size) const = 0;
};

}  // namespace steelyard
