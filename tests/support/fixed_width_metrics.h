// Font metrics without a font: every character is half an em wide, combining marks are nothing.
#pragma once
#include "steelyard/base/text.h"
#include "steelyard/draw/fonts.h"

class FixedWidthMetrics : public steelyard::FontMetrics {
 public:
  double width(std::string_view text, steelyard::Face face, double size) const override {
    double ems = 0;
    for (std::size_t at = 0; at < text.size();) {
      const char32_t c = steelyard::next_code_point(text, at);
      if (c < 0x300 || c > 0x36F) ems += face == steelyard::Face::bold ? 0.55 : 0.5;
    }
    return ems * size;
  }
  double ascent(steelyard::Face, double size) const override { return 0.8 * size; }
  double descent(steelyard::Face, double size) const override { return 0.2 * size; }
};
