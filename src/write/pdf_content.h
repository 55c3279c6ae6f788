// What is painted on one page, as PDF operators.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "steelyard/layout/pages.h"
#include "write/pdf_subset.h"

namespace steelyard {

// Writes only what changes: colours, line styles and fonts hold until they are set anew.
class ContentStream {
 public:
  ContentStream(double page_height, DocumentFonts& fonts) : height_(page_height), fonts_(fonts) {}

  // Marked content: a piece of the structure, or an artifact.
  void begin_tag(std::string_view type, int mark);
  void begin_artifact(bool pagination);
  void end();

  void paint(const Ink& ink);
  // Text with a space after it that no position shows, so that copied lines do not run together.
  void paint_spaced(const TextPiece& piece);

  [[nodiscard]] const std::string& operators() const { return out_; }

 private:
  void paint_mark(const TextPiece& piece);
  void paint_mark(const Line& line);
  void paint_mark(const Rectangle& rectangle);
  void paint_mark(const Circle& circle);
  void paint_mark(const Polygon& polygon);
  void paint_mark(const People& people);

  void show(const TextPiece& piece, const std::string& text);
  void show_run(const TextRun& run, double size);
  void set_font(std::size_t font, double size);
  void set_fill(const Colour& colour);
  void set_stroke(const Stroke& stroke);
  // Sets colours; returns the operator that paints the path, or empty if nothing is to be painted.
  std::string_view style(const std::optional<Colour>& fill, const std::optional<Stroke>& stroke,
                         bool closed);

  double height_;
  DocumentFonts& fonts_;
  std::string out_;
  std::optional<Colour> fill_, line_colour_;
  double line_width_ = 1;  // PDF's own defaults at the start of a page
  bool round_ = false;
  std::vector<double> dash_;
  std::size_t font_ = font_count;
  double size_ = 0;
};

}  // namespace steelyard
