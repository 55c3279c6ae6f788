// The characters of a document, each looked up once: far quicker than to set thousands of pages.
#include "write/printable.h"

#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "steelyard/base/text.h"

namespace steelyard {

namespace {

class Characters {
 public:
  void read(const Document& document) {
    for (const std::string* text : {&document.title, &document.subject, &document.author, &document.lang,
                                    &document.running_head, &document.footer, &document.watermark,
                                    &document.continued})
      take(*text);
    read(document.blocks);
  }

  [[nodiscard]] bool all_in(const FontSet& fonts) const {
    std::string each;
    for (const char32_t c : found_) append_utf8(each, c);
    for (const Face face : {Face::regular, Face::bold, Face::italic, Face::semibold})
      if (!fonts.missing_glyph(each, face).empty()) return false;
    return !long_text_;
  }

  void operator()(const Heading& heading) { take(heading.text); }
  void operator()(const Paragraph& paragraph) { take(paragraph.text); }
  void operator()(const List& list) {
    for (const Runs& item : list.items) take(item);
  }
  void operator()(const Table& table) {
    take(table.caption);
    take(table.note);
    take(table.plot_alt);
    for (const Column& column : table.columns) {
      take(column.title);
      take(column.subtitle);
      take(column.group);
    }
    for (const Row& row : table.rows)
      for (const Cell& cell : row.cells) take(cell.text);
    if (!table.plot) return;
    for (const std::string& label : table.plot->axis.tick_labels) take(label);
    take(table.plot->favours_left);
    take(table.plot->favours_right);
    take(table.plot->axis_title);
  }
  void operator()(const Figure& figure) {
    take(figure.alt);
    take(figure.caption);
    for (const Mark& mark : figure.drawing.marks)
      if (const auto* label = std::get_if<Label>(&mark)) take(label->text);
  }
  void operator()(const Columns& columns) {
    for (const std::vector<Block>& column : columns.columns) read(column);
  }
  void operator()(const Panel& panel) { read(panel.blocks); }
  void operator()(const PageBreak&) {}

 private:
  void read(const std::vector<Block>& blocks) {
    for (const Block& block : blocks) std::visit(*this, block.value);
  }
  void take(const Runs& runs) {
    std::size_t all = 0;
    for (const Run& run : runs) {
      take(run.text);
      take(run.link);
      all += run.text.size();
    }
    long_text_ = long_text_ || all > longest;
  }
  void take(std::string_view text) {
    long_text_ = long_text_ || text.size() > longest;
    for (std::size_t at = 0; at < text.size();) {
      const char32_t c = next_code_point(text, at);
      if (c < ascii_.size()) {
        // Most of any text: not worth a search in the set.
        if (ascii_[c]) continue;
        ascii_[c] = true;
      }
      found_.insert(c);
    }
  }

  static constexpr std::size_t longest = 8000;  // bytes; a quarter of what a PDF may hold in one text
  std::set<char32_t> found_;
  std::vector<bool> ascii_ = std::vector<bool>(128, false);
  bool long_text_ = false;
};

}  // namespace

bool surely_printable(const Document& document, const FontSet& fonts) {
  Characters characters;
  characters.read(document);
  return characters.all_in(fonts);
}

}  // namespace steelyard
