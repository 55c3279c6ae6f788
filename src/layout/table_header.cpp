// The header of a table: groups over columns, titles, subtitles and the rule under them.
#include "layout/table_header.h"

#include <algorithm>
#include <utility>

namespace steelyard {
namespace {

constexpr double rule_gap = 3.5;   // between the last header line and the rule
constexpr double group_gap = 2.5;  // between a group's title and its rule

struct SetHeader {
  SetText title, subtitle;
  int tag = -1;
};

class HeaderMaker {
 public:
  HeaderMaker(const Table& table, const TableShape& shape, double x, int table_index,
              Galley& galley)
      : table_(table),
        shape_(shape),
        x_(x),
        galley_(galley),
        style_(galley.style),
        prefix_("t" + std::to_string(table_index + 1)) {
    result_.ids.resize(table.columns.size());
  }

  TableHeader make(int header_tag) {
    const bool groups = std::any_of(table_.columns.begin(), table_.columns.end(),
                                    [](const Column& column) { return !column.group.empty(); });
    if (groups) put_groups(galley_.tags.add(header_tag, "TR"));
    put_titles(galley_.tags.add(header_tag, "TR"));
    result_.items.push_back({
        Line{{x_, result_.height},
             {x_ + shape_.total, result_.height},
             {style_.ink, 0.8, {}, false}},
        -1, false
    });
    return std::move(result_);
  }

 private:
  int header_cell(int row_tag, const std::string& id, std::size_t first, std::size_t end) {
    const int index = galley_.tags.add(row_tag, "TH");
    Tag& tag = galley_.tags.at(index);
    tag.scope = "Column";
    tag.id = prefix_ + id;
    tag.column_span = static_cast<int>(end - first);
    for (std::size_t c = first; c < end; ++c) result_.ids[c].push_back(tag.id);
    return index;
  }

  void put_lines(const SetText& text, const Runs& runs, const Box& box, Align align, double y,
                 int tag) {
    const double height = line_height(text);
    std::map<int, int> links;
    for (const SetLine& line : text.lines) {
      put_line(result_.items, line, text.size,
               {x_ + box.x + aligned(align, box.width - line.width),
                y + baseline_in(height, text.size, galley_.fonts)},
               tag, runs, links, galley_.tags);
      y += height;
    }
  }

  double line_height(const SetText& text) const {
    return shape_.line_height / shape_.text_size * text.size;
  }
  double height_of(const SetText& text) const {
    return line_height(text) * static_cast<double>(text.lines.size());
  }

  void put_groups(int row_tag) {
    struct Group {
      std::size_t first, end;
      SetText text;
      Runs runs;
      int tag;
    };
    std::vector<Group> groups;
    double tallest = 0;
    for (std::size_t first = 0; first < table_.columns.size();) {
      std::size_t end = first + 1;
      const std::string& name = table_.columns[first].group;
      while (end < table_.columns.size() && !name.empty() && table_.columns[end].group == name)
        ++end;
      if (name.empty()) {
        galley_.tags.add(row_tag, "TD");
      } else {
        Group group{first, end, {}, {{name, Face::regular, Tone::normal, ""}}, -1};
        group.text =
            set_text(group.runs, {shape_.text_size, style_.ink, true},
                     shape_.cell(first, end - first).width, style_, galley_.fonts, Fit::balanced);
        group.tag = header_cell(row_tag, "g" + std::to_string(first + 1), first, end);
        tallest = std::max(tallest, height_of(group.text));
        groups.push_back(std::move(group));
      }
      first = end;
    }
    for (const Group& group : groups) {
      const Box box = shape_.cell(group.first, group.end - group.first);
      put_lines(group.text, group.runs, box, Align::centre, tallest - height_of(group.text),
                group.tag);
      const double y = tallest + group_gap;
      result_.items.push_back({
          Line{{x_ + box.x + group_header_gap, y},
               {x_ + box.right() - group_header_gap, y},
               {style_.rule, 0.5, {}, false}},
          -1, false
      });
    }
    result_.height = tallest + 2 * group_gap;
  }

  void put_titles(int row_tag) {
    std::vector<SetHeader> headers;
    double tallest = 0;
    for (std::size_t c = 0; c < table_.columns.size(); ++c) {
      const Column& column = table_.columns[c];
      const double width = shape_.width[c];
      SetHeader header;
      header.title = set_text(column.title, {shape_.text_size, style_.ink, true}, width, style_,
                              galley_.fonts, Fit::balanced);
      header.subtitle =
          set_text(column.subtitle, {shape_.text_size * subtitle_scale, style_.muted, false}, width,
                   style_, galley_.fonts, Fit::balanced);
      header.tag = header_cell(row_tag, "c" + std::to_string(c + 1), c, c + 1);
      tallest = std::max(tallest, height_of(header.title) + height_of(header.subtitle));
      headers.push_back(std::move(header));
    }
    for (std::size_t c = 0; c < headers.size(); ++c) {
      const Column& column = table_.columns[c];
      const SetHeader& header = headers[c];
      const Box box = shape_.cell(c, 1);
      const double title_height = height_of(header.title);
      const double top = result_.height + tallest - title_height - height_of(header.subtitle);
      put_lines(header.title, column.title, box, column.align, top, header.tag);
      put_lines(header.subtitle, column.subtitle, box, column.align, top + title_height,
                header.tag);
    }
    result_.height += tallest + rule_gap;
  }

  const Table& table_;
  const TableShape& shape_;
  double x_;
  Galley& galley_;
  const Style& style_;
  std::string prefix_;
  TableHeader result_;
};

}  // namespace

double aligned(Align align, double slack) {
  if (align == Align::right) return slack;
  return align == Align::centre ? slack / 2 : 0;
}

TableHeader table_header(const Table& table, const TableShape& shape, double x, int header_tag,
                         int table_index, Galley& galley) {
  return HeaderMaker(table, shape, x, table_index, galley).make(header_tag);
}

}  // namespace steelyard
