// Text, shapes and marked content as operators (ISO 32000-1, 8.4 to 8.5, 9.4 and 14.6).
#include "write/pdf_content.h"

#include <fmt/format.h>

#include <cmath>

#include "write/pdf_path.h"
#include "write/pdf_syntax.h"

namespace steelyard {

namespace {

std::string colour_components(const Colour& colour) {
  std::string text;
  for (const double channel : {colour.red, colour.green, colour.blue}) {
    append_number(text, channel, 3);
    text += ' ';
  }
  return text;
}

// Bytes of one string of glyph codes, kept below what PDF/A allows a string.
constexpr std::size_t longest_piece = 8000;

// The strings and adjustments between the brackets of TJ.
class GlyphArray {
 public:
  explicit GlyphArray(std::string& out) : out_(out) {}
  void show(unsigned code) {
    const char bytes[] = {static_cast<char>(code >> 8U), static_cast<char>(code & 0xFFU)};
    codes_.append(bytes, 2);
    if (codes_.size() >= longest_piece) flush_codes();
  }
  // Moves the pen to the right, in thousandths of the size.
  void move(double thousandths) {
    const double rounded = std::round(thousandths * 10) / 10;
    if (rounded == 0) return;
    flush_codes();
    append_number(array_, -rounded, 1);
  }
  void end() {
    flush_codes();
    if (array_.empty()) return;
    out_ += "[" + array_ + "]TJ\n";
    array_.clear();
  }

 private:
  void flush_codes() {
    if (codes_.empty()) return;
    array_ += '(';
    append_escaped(array_, codes_);
    array_ += ')';
    codes_.clear();
  }
  std::string& out_;
  std::string codes_, array_;
};

}  // namespace

void ContentStream::begin_tag(std::string_view type, int mark) {
  out_ += fmt::format("{} <</MCID {}>> BDC\n", pdf_name(type), mark);
}

void ContentStream::begin_artifact(bool pagination) {
  out_ += pagination ? "/Artifact <</Type /Pagination>> BDC\n" : "/Artifact BMC\n";
}

void ContentStream::end() {
  out_ += "EMC\n";
}

void ContentStream::paint(const Ink& ink) {
  std::visit([this](const auto& mark) { paint_mark(mark); }, ink);
}

void ContentStream::paint_mark(const TextPiece& piece) {
  show(piece, piece.text);
}

void ContentStream::paint_spaced(const TextPiece& piece) {
  show(piece, piece.text + " ");
}

void ContentStream::show(const TextPiece& piece, const std::string& text) {
  const std::vector<TextRun> runs = fonts_.set(text, piece.face);
  if (runs.empty()) return;
  set_fill(piece.colour);
  out_ += "BT\n";
  append_number(out_, piece.at.x);
  out_ += ' ';
  append_number(out_, height_ - piece.at.y);
  out_ += " Td\n";
  for (const TextRun& run : runs) show_run(run, piece.size);
  out_ += "ET\n";
}

void ContentStream::show_run(const TextRun& run, double size) {
  set_font(run.font, size);
  GlyphArray array(out_);
  const auto& glyphs = run.glyphs;
  int rise = 0;
  for (std::size_t i = 0; i < glyphs.size(); ++i) {
    const Glyph& glyph = glyphs[i].glyph;
    const bool joined_to_next = i + 1 < glyphs.size() && glyphs[i + 1].continues;
    // Several glyphs for the same characters: the text stands beside them once.
    if (joined_to_next && !glyphs[i].continues) {
      array.end();
      out_ += "/Span <</ActualText " + text_string(glyphs[i].text) + ">> BDC\n";
    }
    if (glyph.y != rise) {
      array.end();
      rise = glyph.y;
      append_number(out_, fonts_.thousandths(run.font, rise) * size / 1000);
      out_ += " Ts\n";
    }
    array.move(fonts_.thousandths(run.font, glyph.x));
    array.show(fonts_.code(run.font, glyphs[i]));
    const int alone = fonts_.advance_alone(run.font, glyph.id);
    array.move(fonts_.thousandths(run.font, glyph.advance - alone - glyph.x));
    if (glyphs[i].continues && !joined_to_next) {
      array.end();
      out_ += "EMC\n";
    }
  }
  array.end();
  if (rise != 0) out_ += "0 Ts\n";
}

void ContentStream::set_font(std::size_t font, double size) {
  if (font == font_ && size == size_) return;
  font_ = font;
  size_ = size;
  out_ += "/" + DocumentFonts::resource(font) + " " + pdf_number(size) + " Tf\n";
}

void ContentStream::set_fill(const Colour& colour) {
  if (fill_ == colour) return;
  fill_ = colour;
  out_ += colour_components(colour) + "rg\n";
}

void ContentStream::set_stroke(const Stroke& stroke) {
  if (line_colour_ != stroke.colour) {
    line_colour_ = stroke.colour;
    out_ += colour_components(stroke.colour) + "RG\n";
  }
  if (line_width_ != stroke.width) {
    line_width_ = stroke.width;
    out_ += pdf_number(stroke.width) + " w\n";
  }
  if (round_ != stroke.round) {
    round_ = stroke.round;
    out_ += round_ ? "1 J 1 j\n" : "0 J 0 j\n";
  }
  if (dash_ != stroke.dash) {
    dash_ = stroke.dash;
    out_ += '[';
    for (const double length : dash_) out_ += pdf_number(length) + " ";
    out_ += "] 0 d\n";
  }
}

std::string_view ContentStream::style(const std::optional<Colour>& fill,
                                      const std::optional<Stroke>& stroke, bool closed) {
  if (fill) set_fill(*fill);
  if (stroke) set_stroke(*stroke);
  if (fill && stroke) return closed ? "b\n" : "B\n";
  if (fill) return "f\n";
  if (stroke) return closed ? "s\n" : "S\n";
  return {};
}

void ContentStream::paint_mark(const Line& line) {
  set_stroke(line.stroke);
  PathWriter path(out_, height_);
  path.move(line.from);
  path.line(line.to);
  out_ += "S\n";
}

void ContentStream::paint_mark(const Rectangle& rectangle) {
  const std::string_view paint = style(rectangle.fill, rectangle.stroke, false);
  if (paint.empty()) return;
  PathWriter(out_, height_).rounded(rectangle.box, rectangle.radius);
  out_ += paint;
}

void ContentStream::paint_mark(const Circle& circle) {
  const std::string_view paint = style(circle.fill, circle.stroke, false);
  if (paint.empty()) return;
  PathWriter(out_, height_).circle(circle.centre, circle.radius);
  out_ += paint;
}

void ContentStream::paint_mark(const Polygon& polygon) {
  if (polygon.points.size() < 2) return;
  const std::string_view paint = style(polygon.fill, polygon.stroke, polygon.closed);
  if (paint.empty()) return;
  PathWriter path(out_, height_);
  path.move(polygon.points.front());
  for (std::size_t i = 1; i < polygon.points.size(); ++i) path.line(polygon.points[i]);
  out_ += paint;
}

void ContentStream::paint_mark(const People& people) {
  if (people.at.empty()) return;
  const std::string_view paint = style(people.fill, people.stroke, false);
  if (paint.empty()) return;
  // One outline, moved to each place: the repeated text packs to almost nothing.
  std::string outline;
  PathWriter(outline, 0).person({0, 0}, people.height);
  for (const Point& centre : people.at) {
    out_ += "q 1 0 0 1 ";
    append_number(out_, centre.x);
    out_ += ' ';
    append_number(out_, height_ - centre.y);
    out_ += " cm\n";
    out_ += outline;
    out_ += paint;
    out_ += "Q\n";
  }
}

}  // namespace steelyard
