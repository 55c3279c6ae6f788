// A drawing as SVG: small, editable, with its text as text.
#include "steelyard/draw/svg.h"

#include <fmt/format.h>

#include <cmath>

#include "draw/person.h"
#include "steelyard/base/text.h"

namespace steelyard {
namespace {

constexpr std::string_view families = "Lato, Carlito, 'DejaVu Sans', sans-serif";

// At most two decimals, no useless zeros.
std::string number(double value) {
  if (!std::isfinite(value)) return "0";
  std::string text = fixed(value, 2);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

// XML 1.0 has no way to write most control characters: they become U+FFFD.
std::string escaped(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    switch (c) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      case '\t':
      case '\n':
      case '\r':
        result += ' ';
        break;
      default:
        append_utf8(result, c < 0x20 || c == 0x7F || c == 0xFFFE || c == 0xFFFF ? 0xFFFD : c);
    }
  }
  return result;
}

std::string hex(Colour colour) {
  const auto channel = [](double value) {
    return static_cast<int>(std::lround(std::fmin(std::fmax(value, 0), 1) * 255));
  };
  return fmt::format("#{:02x}{:02x}{:02x}", channel(colour.red), channel(colour.green),
                     channel(colour.blue));
}

std::string paint(const std::optional<Colour>& fill, const std::optional<Stroke>& stroke) {
  std::string text = fill ? fmt::format(" fill=\"{}\"", hex(*fill)) : " fill=\"none\"";
  if (!stroke) return text;
  text +=
      fmt::format(" stroke=\"{}\" stroke-width=\"{}\"", hex(stroke->colour), number(stroke->width));
  if (!stroke->dash.empty()) {
    text += " stroke-dasharray=\"";
    for (const double length : stroke->dash) text += number(length) + ' ';
    text.back() = '"';
  }
  if (stroke->round) text += " stroke-linecap=\"round\" stroke-linejoin=\"round\"";
  return text;
}

class SvgWriter {
 public:
  explicit SvgWriter(std::string& out) : out_(out) {}

  void operator()(const Line& line) {
    out_ += fmt::format("<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"{}/>\n", number(line.from.x),
                        number(line.from.y), number(line.to.x), number(line.to.y),
                        paint(std::nullopt, line.stroke));
  }

  void operator()(const Rectangle& mark) {
    const Box& box = mark.box;
    out_ += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"", number(box.x),
                        number(box.y), number(box.width), number(box.height));
    if (mark.radius > 0) out_ += fmt::format(" rx=\"{}\"", number(mark.radius));
    out_ += paint(mark.fill, mark.stroke) + "/>\n";
  }

  void operator()(const Circle& mark) {
    out_ += fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"{}\"{}/>\n", number(mark.centre.x),
                        number(mark.centre.y), number(mark.radius), paint(mark.fill, mark.stroke));
  }

  void operator()(const Polygon& mark) {
    out_ += mark.closed ? "<polygon points=\"" : "<polyline points=\"";
    for (const Point& point : mark.points)
      out_ += fmt::format("{},{} ", number(point.x), number(point.y));
    if (!mark.points.empty()) out_.pop_back();
    out_ += '"' + paint(mark.fill, mark.stroke) + "/>\n";
  }

  void operator()(const Label& label) {
    out_ += fmt::format("<text x=\"{}\" y=\"{}\" font-size=\"{}\" fill=\"{}\"", number(label.at.x),
                        number(label.at.y), number(label.size), hex(label.colour));
    if (label.anchor == Anchor::middle) out_ += " text-anchor=\"middle\"";
    if (label.anchor == Anchor::end) out_ += " text-anchor=\"end\"";
    switch (label.face) {
      case Face::bold:
        out_ += " font-weight=\"700\"";
        break;
      case Face::semibold:
        out_ += " font-weight=\"600\"";
        break;
      case Face::italic:
        out_ += " font-style=\"italic\"";
        break;
      case Face::regular:
        break;
    }
    out_ += '>' + escaped(label.text) + "</text>\n";
  }

  void operator()(const People& people) {
    out_ += "<path d=\"";
    for (const Point& at : people.at) put_person(at, people.height);
    out_ += '"' + paint(people.fill, people.stroke) + "/>\n";
  }

 private:
  void put_person(Point at, double height) {
    const double head = person_head_radius * height;
    const double half = person_width * height / 2;
    const double shoulder = person_shoulder_radius * height, foot = person_foot_radius * height;
    const double body = (0.5 - person_shoulder_top) * height - shoulder - foot;
    out_ += fmt::format("M{} {}a{r} {r} 0 1 1 {} 0a{r} {r} 0 1 1 {} 0z", number(at.x - head),
                        number(at.y + person_head_centre * height), number(2 * head),
                        number(-2 * head), fmt::arg("r", number(head)));
    out_ += fmt::format(
        "M{} {}v{}a{s} {s} 0 0 1 {s} -{s}h{}a{s} {s} 0 0 1 {s} {s}v{}a{f} {f} 0 0 1 -{f} {f}h{}"
        "a{f} {f} 0 0 1 -{f} -{f}z",
        number(at.x - half), number(at.y + height / 2 - foot), number(-body),
        number(2 * (half - shoulder)), number(body), number(-2 * (half - foot)),
        fmt::arg("s", number(shoulder)), fmt::arg("f", number(foot)));
  }

  std::string& out_;
};

}  // namespace

std::string to_svg(const Drawing& drawing, std::string_view title, std::string_view description) {
  const std::string width = number(drawing.size.width);
  const std::string height = number(drawing.size.height);
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}pt\" height=\"{h}pt\" "
      "viewBox=\"0 0 {w} {h}\" role=\"img\" aria-labelledby=\"title desc\" "
      "font-family=\"{}\">\n"
      "<title id=\"title\">{}</title>\n<desc id=\"desc\">{}</desc>\n",
      families, escaped(title), escaped(description), fmt::arg("w", width), fmt::arg("h", height));
  SvgWriter writer(out);
  for (const Mark& mark : drawing.marks) std::visit(writer, mark);
  out += "</svg>\n";
  return out;
}

}  // namespace steelyard
