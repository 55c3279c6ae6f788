// Head and foot of every page.
#include "layout/decoration.h"

#include <string>
#include <utility>

#include "layout/set_text.h"

namespace steelyard {
namespace {

constexpr double small_size = 8;
constexpr double least_size = 7;  // below it nobody reads a line: it is cut short instead
constexpr double gap = 16;  // between what stands left and what stands right

// Without its last word; a single word loses its last character.
std::string without_last_word(std::string text) {
  const std::size_t space = text.find_last_of(' ');
  if (space != std::string::npos) {
    text.resize(space);
    while (!text.empty() && (text.back() == ' ' || text.back() == ',' || text.back() == ':'))
      text.pop_back();
    return text;
  }
  while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0U) == 0x80U) text.pop_back();
  if (!text.empty()) text.pop_back();
  return text;
}

class Decorator {
 public:
  Decorator(const Document& document, const Style& style, const FontMetrics& fonts)
      : document_(document),
        style_(style),
        fonts_(fonts),
        left_(style.margin_left),
        right_(style.page.width - style.margin_right) {}

  void decorate(Page& page, std::size_t number, std::size_t count) {
    items_ = &page.items;
    put_head(number > 1);
    put_foot("Page " + std::to_string(number) + " of " + std::to_string(count));
  }

 private:
  void put_text(std::string text, Face face, double size, Colour colour, Point at, double width) {
    items_->push_back({
        TextPiece{at, std::move(text), face, size, colour, width},
        -1, true
    });
  }

  void put_rule(double y) {
    items_->push_back({
        Line{{left_, y}, {right_, y}, {style_.rule, 0.4, {}, false}},
        -1, true
    });
  }

  SetText set_small(const std::string& text, double size, double width) const {
    const Runs runs{
        {text, Face::regular, Tone::normal, ""}
    };
    return set_text(runs, {size, style_.muted, false}, width, style_, fonts_);
  }

  // At most `most` lines from `y` down; set a little smaller where they would be more, then cut short.
  double put_lines(const std::string& text, double width, double y, std::size_t most) {
    double size = small_size;
    SetText set = set_small(text, size, width);
    if (set.lines.size() > most) {
      size = least_size;
      set = set_small(text, size, width);
    }
    for (std::string rest = text; set.lines.size() > most && !rest.empty();) {
      rest = without_last_word(rest);
      set = set_small(rest + "\u2026", size, width);
    }
    for (const SetLine& line : set.lines) {
      for (const SetPiece& piece : line.pieces)
        put_text(piece.text, piece.face, size, piece.colour, {left_ + piece.x, y}, piece.width);
      y += 1.3 * size;
    }
    return y;
  }

  void put_head(bool running) {
    const double baseline = 0.55 * style_.margin_top;
    double room = right_ - left_;
    if (!document_.watermark.empty()) {
      const double width = fonts_.width(document_.watermark, Face::bold, small_size);
      const double box_width = width + 10;
      items_->push_back({
          Rectangle{{right_ - box_width, baseline - 9.5, box_width, 13},
                    std::nullopt,
                    Stroke{style_.warning, 0.6, {}, false},
                    2},
          -1, true
      });
      put_text(document_.watermark, Face::bold, small_size, style_.warning,
               {right_ - box_width + 5, baseline}, width);
      room -= box_width + gap;
    }
    if (!running || document_.running_head.empty()) return;
    put_lines(document_.running_head, room, baseline, 1);
    put_rule(baseline + 6.5);
  }

  void put_foot(const std::string& number) {
    const double baseline = style_.page.height - 0.58 * style_.margin_bottom;
    const double width = fonts_.width(number, Face::regular, small_size);
    put_rule(baseline - 12);
    put_lines(document_.footer, right_ - left_ - width - gap, baseline, 2);
    put_text(number, Face::regular, small_size, style_.muted, {right_ - width, baseline}, width);
  }

  const Document& document_;
  const Style& style_;
  const FontMetrics& fonts_;
  double left_, right_;
  std::vector<Item>* items_ = nullptr;
};

}  // namespace

void put_decoration(Pages& pages, const Document& document, const Style& style,
                    const FontMetrics& fonts) {
  Decorator decorator(document, style, fonts);
  for (std::size_t page = 0; page < pages.pages.size(); ++page)
    decorator.decorate(pages.pages[page], page + 1, pages.pages.size());
}

}  // namespace steelyard
