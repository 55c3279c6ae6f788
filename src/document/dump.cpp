// A document as readable text: one line a block, indented.
#include <string>
#include <string_view>

#include "steelyard/base/text.h"
#include "steelyard/document/document.h"

namespace steelyard {
namespace {

std::string marked(const Run& run) {
  std::string text = run.text;
  for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 2))
    text.replace(at, 1, "\\n");
  switch (run.face) {
    case Face::bold:
      text = "**" + text + "**";
      break;
    case Face::semibold:
      text = "*" + text + "*";
      break;
    case Face::italic:
      text = "_" + text + "_";
      break;
    case Face::regular:
      break;
  }
  switch (run.tone) {
    case Tone::muted:
      text = "{muted " + text + "}";
      break;
    case Tone::accent:
      text = "{accent " + text + "}";
      break;
    case Tone::strong_accent:
      text = "{strong " + text + "}";
      break;
    case Tone::warning:
      text = "{warning " + text + "}";
      break;
    case Tone::normal:
      break;
  }
  return run.link.empty() ? text : "[" + text + "](" + run.link + ")";
}

std::string marked(const Runs& runs) {
  std::string text;
  for (const Run& run : runs) text += marked(run);
  return text;
}

std::string_view name(ParagraphRole role) {
  switch (role) {
    case ParagraphRole::lead:
      return "lead";
    case ParagraphRole::caption:
      return "caption";
    case ParagraphRole::note:
      return "note";
    case ParagraphRole::small:
      return "small";
    case ParagraphRole::label:
      return "label";
    case ParagraphRole::body:
      break;
  }
  return "paragraph";
}

std::string_view name(PanelRole role) {
  switch (role) {
    case PanelRole::claim:
      return "claim";
    case PanelRole::verdict:
      return "verdict";
    case PanelRole::key:
      return "key";
    case PanelRole::warning:
      return "warning";
    case PanelRole::plain:
      break;
  }
  return "plain";
}

std::string_view name(RowRole role) {
  switch (role) {
    case RowRole::summary:
      return "summary";
    case RowRole::subgroup:
      return "subgroup";
    case RowRole::note:
      return "note";
    case RowRole::body:
      break;
  }
  return "row";
}

std::string number(double value) {
  return shortest(value);
}

struct MarkText {
  std::string operator()(std::monostate) const { return ""; }
  std::string operator()(const IntervalMark& mark) const {
    return "  <square " + number(mark.estimate) + " [" + number(mark.low) + ", " +
           number(mark.high) + "] weight " + fixed(mark.weight, 3) + ">";
  }
  std::string operator()(const DiamondMark& mark) const {
    return "  <diamond " + number(mark.estimate) + " [" + number(mark.low) + ", " +
           number(mark.high) + "]>";
  }
  std::string operator()(const BarMark& mark) const {
    return "  <bar [" + number(mark.low) + ", " + number(mark.high) + "]>";
  }
};

class Dumper {
 public:
  explicit Dumper(std::string& out) : out_(out) {}

  void put_all(const std::vector<Block>& blocks) {
    for (const Block& block : blocks) std::visit(*this, block.value);
  }

  void operator()(const Heading& block) {
    put("heading " + std::to_string(block.level) + ": " + marked(block.text));
  }
  void operator()(const Paragraph& block) {
    put(std::string(name(block.role)) + ": " + marked(block.text));
  }
  void operator()(const List& block) {
    put(block.ordered ? "ordered list" : "list");
    for (const Runs& item : block.items) put("- " + marked(item), 1);
  }
  void operator()(const Table& block) {
    put("table: " + marked(block.caption));
    std::string titles;
    for (std::size_t c = 0; c < block.columns.size(); ++c) {
      const Column& column = block.columns[c];
      if (c > 0) titles += " | ";
      if (block.plot && block.plot_after == static_cast<int>(c)) titles += "(plot) | ";
      if (!column.group.empty()) titles += column.group + " / ";
      titles += marked(column.title);
      if (!column.subtitle.empty()) titles += " / " + marked(column.subtitle);
    }
    put("columns: " + titles, 1);
    for (const Row& row : block.rows) put_row(row);
    if (block.plot) put_plot(*block.plot, block.plot_alt);
    if (!block.note.empty()) put("note: " + marked(block.note), 1);
  }
  void operator()(const Figure& block) {
    put("figure " + fixed(block.drawing.size.width, 0) + " x " +
        fixed(block.drawing.size.height, 0) + ": " + block.alt);
    if (!block.caption.empty()) put("caption: " + marked(block.caption), 1);
  }
  void operator()(const Columns& block) {
    put("columns");
    ++depth_;
    for (const auto& column : block.columns) {
      put("column");
      ++depth_;
      put_all(column);
      --depth_;
    }
    --depth_;
  }
  void operator()(const Panel& block) {
    put("panel " + std::string(name(block.role)));
    ++depth_;
    put_all(block.blocks);
    --depth_;
  }
  void operator()(const PageBreak&) { put("page break"); }

 private:
  void put(const std::string& line, int deeper = 0) {
    out_.append(static_cast<std::size_t>(2 * (depth_ + deeper)), ' ');
    out_ += line + '\n';
  }

  void put_row(const Row& row) {
    std::string text = std::string(name(row.role)) + ": ";
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      if (c > 0) text += " | ";
      if (row.cells[c].header) text += "# ";
      if (row.cells[c].span > 1) text += "(" + std::to_string(row.cells[c].span) + " wide) ";
      text += marked(row.cells[c].text);
    }
    put(text + std::visit(MarkText{}, row.mark), 1);
  }

  void put_plot(const PlotColumn& plot, const std::string& alt) {
    std::string text = plot.axis.logarithmic ? "plot, log axis:" : "plot, axis:";
    for (const std::string& label : plot.axis.tick_labels) text += ' ' + label;
    if (plot.null_value) text += "; null " + number(*plot.null_value);
    if (plot.summary) text += "; summary " + number(*plot.summary);
    if (!plot.favours_left.empty() || !plot.favours_right.empty())
      text += "; " + plot.favours_left + " | " + plot.favours_right;
    if (!plot.axis_title.empty()) text += "; " + plot.axis_title;
    put(text, 1);
    put("plot says: " + alt, 1);
  }

  std::string& out_;
  int depth_ = 0;
};

}  // namespace

std::string dump(const Document& document) {
  std::string out = "document: " + document.title + "\n";
  if (!document.running_head.empty()) out += "running head: " + document.running_head + "\n";
  if (!document.footer.empty()) out += "footer: " + document.footer + "\n";
  if (!document.watermark.empty()) out += "watermark: " + document.watermark + "\n";
  Dumper(out).put_all(document.blocks);
  return out;
}

}  // namespace steelyard
