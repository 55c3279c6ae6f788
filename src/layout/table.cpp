// Tables as strips: caption, header, one strip a row, and what closes them.
#include <algorithm>
#include <cmath>
#include <iterator>
#include <string>
#include <utility>

#include "layout/blocks.h"
#include "layout/continuation.h"
#include "layout/table_header.h"
#include "layout/table_shape.h"

namespace steelyard {
namespace {

// A table up to this share of a page is not split, as long as not too much of a page stays empty for
// it: less for rows of text than for a plot, which reads ill in two parts.
constexpr double kept_whole = 0.3, plot_kept_whole = 0.45;
constexpr double rest_for_rows = 0.14, rest_for_plot = 0.25;
constexpr std::size_t plot_rows_first = 3;  // at least, before a plot is split
constexpr double tall_row = 2.2;  // rows of one line: so tall a row may stand alone at the foot
constexpr double space_before = 8;      // points over a table
constexpr double narrowest_note = 110;  // points; narrower, a note goes under the axis
constexpr double space_after = 10;      // points under a table

struct SetCell {
  SetText text;
  const Cell* cell = nullptr;
  Box box;
  int tag = -1;
  Align align = Align::left;
  std::map<int, int> links;
};

class TableMaker {
 public:
  TableMaker(const Table& table, const Area& area, int parent, Galley& galley)
      : table_(table), area_(area), parent_(parent), galley_(galley), style_(galley.style) {}

  Strips make() {
    shape_ = table_shape(table_, area_.width, style_, galley_.fonts);
    const int tag = galley_.tags.add(parent_, "Table");
    index_ = static_cast<int>(galley_.tables.size());
    galley_.tables.emplace_back();
    put_caption(tag);
    const int header_tag = galley_.tags.add(tag, "THead");
    header_ = table_header(table_, shape_, area_.x, header_tag, index_, galley_);
    parts().table = &table_;
    parts().last_tag = tag;
    parts().header = header_.items;
    for (Item& item : parts().header) {
      item.tag = -1;
      item.pagination = true;
    }
    parts().header_height = header_.height;
    parts().title = title();
    Strip header;
    header.items = std::move(header_.items);
    header.height = header_.height;
    header.keep_with_next = true;
    strips_.push_back(std::move(header));
    if (table_.plot) {
      parts().plot = table_.plot;
      parts().plot->width = shape_.plot_width;
      parts().plot_x = area_.x + shape_.plot_x;
      parts().axis_height = axis_height(*parts().plot, style_.plot);
    }
    put_rows(galley_.tags.add(tag, "TBody"));
    close();
    put_note();
    strips_.front().before = space_before;
    return std::move(strips_);
  }

 private:
  TableParts& parts() { return galley_.tables[static_cast<std::size_t>(index_)]; }

  // What the table is called where it goes on: its caption, or what the heading over it says; in a
  // panel nothing, for the panel says it.
  TopLines title() const {
    if (galley_.open_panels > 0) return {};
    Runs text = table_.plot || table_.caption.empty() ? galley_.heading : table_.caption;
    for (Run& run : text)
      if (run.face == Face::regular) run.face = Face::bold;
    const TextStyle& style = style_.caption;
    TopLines lines = continuation(text, area_, style.size, style.size * style.leading, galley_);
    if (lines.height > 0) lines.height += style.space_after;
    return lines;
  }

  // A group goes on until the next one, or until what is pooled from all.
  void note_group(const Row& row) {
    if (row.role == RowRole::summary) {
      group_ = -1;
    } else if (row.role == RowRole::subgroup && !row.cells.empty()) {
      Runs text = row.cells.front().text;
      for (Run& run : text)
        if (run.face == Face::regular) run.face = Face::bold;
      const Area cell{area_.x + table_padding, shape_.total - 2 * table_padding, 0};
      group_ = static_cast<int>(parts().groups.size());
      parts().groups.push_back(continuation(text, cell, shape_.text_size, shape_.row_height, galley_));
    }
  }

  void put_caption(int table_tag) {
    if (table_.caption.empty()) return;
    const int tag = galley_.tags.add(table_tag, "Caption");
    strips_ = text_strips(table_.caption, style_.caption, {style_.caption.size, style_.ink, false},
                          area_, tag, galley_);
    for (Strip& strip : strips_) strip.keep_with_next = true;
  }

  void put_rows(int body_tag) {
    const auto trailing = std::find_if(table_.rows.rbegin(), table_.rows.rend(),
                                       [](const Row& row) { return row.role != RowRole::note; });
    rows_ = static_cast<std::size_t>(table_.rows.rend() - trailing);
    const auto body = std::find_if(table_.rows.rbegin(), table_.rows.rend(),
                                   [](const Row& row) { return row.role == RowRole::body; });
    const auto last_body =
        static_cast<std::size_t>(std::max<std::ptrdiff_t>(table_.rows.rend() - body - 1, 0));
    const std::size_t first = strips_.size();
    for (std::size_t r = 0; r < table_.rows.size(); ++r) {
      const bool under_axis = goes_under_axis(r);
      note_group(table_.rows[r]);
      Strips strips = row_strips(r, body_tag);
      if (table_.rows[r].role != RowRole::subgroup)
        for (Strip& strip : strips) strip.group = group_;
      if (table_.plot && r >= rows_) {
        for (Strip& strip : strips) {
          if (!under_axis) notes_height_ += strip.height;
          (under_axis ? late_notes_ : notes_).push_back(std::move(strip));
        }
        continue;
      }
      // The last two studies go with what is pooled from them.
      const bool next_belongs =
          r + 1 < table_.rows.size() &&
          (table_.rows[r + 1].role == RowRole::summary || table_.rows[r + 1].role == RowRole::note ||
           is_pooled(r + 1) || (r + 2 < table_.rows.size() && is_pooled(r + 2)));
      // No small first row alone under its header, nor two rows of a plot.
      const bool small_first = r < (table_.plot ? plot_rows_first : 1) && strips.front().height < tall_row * shape_.row_height;
      strips.back().keep_with_next =
          small_first || r + 1 >= last_body || next_belongs || table_.rows[r].role == RowRole::subgroup;
      strips_.insert(strips_.end(), std::make_move_iterator(strips.begin()),
                     std::make_move_iterator(strips.end()));
    }
    if (strips_.size() == first) return;
    strips_.back().keep_with_next = false;
    const double height =
        stacked_height(strips_.data() + first - 1, strips_.data() + strips_.size());
    if (height <= (table_.plot ? plot_kept_whole : kept_whole) * area_.max_height)
      parts().rest_left_empty = table_.plot ? rest_for_plot : rest_for_rows;
  }

  bool is_pooled(std::size_t r) const {
    return std::holds_alternative<DiamondMark>(table_.rows[r].mark);
  }

  // Notes at the end stand beside the axis as long as there is room, then under it.
  bool goes_under_axis(std::size_t r) const {
    if (!table_.plot || r < rows_) return false;
    const bool has_room =
        shape_.plot_after > 0 && shape_.cell(0, table_.columns.size()).width >= narrowest_note;
    return !has_room || notes_height_ >= axis_height(*table_.plot, style_.plot);
  }

  std::vector<SetCell> set_cells(const Row& row, int row_tag, std::size_t row_index) {
    std::vector<SetCell> cells;
    std::string row_header;
    const std::size_t count = table_.columns.size();
    std::size_t column = 0;
    for (const Cell& cell : row.cells) {
      if (column >= count) break;
      auto span = static_cast<std::size_t>(std::max(cell.span, 1));
      const bool alone =
          row.cells.size() == 1 && (row.role == RowRole::subgroup || row.role == RowRole::note);
      span = alone ? count - column : std::min(span, count - column);
      SetCell set;
      set.cell = &cell;
      set.box = shape_.cell(column, span);
      if (alone && goes_under_axis(row_index))
        set.box = {table_padding, 0, shape_.total - 2 * table_padding, 0};
      set.align = span > 1 ? Align::left : table_.columns[column].align;
      const Colour colour = row.role == RowRole::note ? style_.muted : style_.ink;
      set.text = set_text(cell.text, {shape_.text_size, colour, row.role == RowRole::subgroup},
                          set.box.width, style_, galley_.fonts);
      set.tag = galley_.tags.add(row_tag, cell.header ? "TH" : "TD");
      Tag& tag = galley_.tags.at(set.tag);
      tag.column_span = static_cast<int>(span);
      if (cell.header) {
        tag.scope = "Row";
        tag.id = "t" + std::to_string(index_ + 1) + "r" + std::to_string(row_index + 1) +
                 (column > 0 ? "c" + std::to_string(column + 1) : "");
        row_header = tag.id;
      } else {
        for (std::size_t c = column; c < column + span; ++c)
          for (const std::string& id : header_.ids[c])
            if (std::find(tag.headers.begin(), tag.headers.end(), id) == tag.headers.end())
              tag.headers.push_back(id);
        if (!row_header.empty()) tag.headers.push_back(row_header);
      }
      cells.push_back(std::move(set));
      column += span;
    }
    // Every row of the structure has as many cells as the table has columns.
    for (; column < count; ++column) {
      Tag& tag = galley_.tags.at(galley_.tags.add(row_tag, "TD"));
      tag.headers = header_.ids[column];
      if (!row_header.empty()) tag.headers.push_back(row_header);
    }
    return cells;
  }

  // One strip, or several if the row is taller than a page has room for.
  Strips row_strips(std::size_t r, int body_tag) {
    const Row& row = table_.rows[r];
    auto cells = set_cells(row, galley_.tags.add(body_tag, "TR"), r);
    std::size_t lines = 1;
    for (const SetCell& cell : cells) lines = std::max(lines, cell.text.lines.size());
    const double room = std::max(
        area_.max_height - parts().title.height - parts().header_height - parts().axis_height -
            3 * shape_.row_height,
        3 * shape_.row_height);
    const double padding = shape_.row_height - shape_.line_height;
    const auto most =
        static_cast<std::size_t>(std::max(1.0, std::floor((room - padding) / shape_.line_height)));
    shaded_ = row.role == RowRole::body && !first_of_group_ && !shaded_;
    first_of_group_ = row.role != RowRole::body;
    Strips strips;
    for (std::size_t from = 0; from < lines; from += most) {
      Strip strip = row_part(row, cells, from, std::min(lines - from, most), r == 0);
      if (from > 0) strip.mark = std::monostate{};
      strips.push_back(std::move(strip));
    }
    if (row.role == RowRole::summary && (r == 0 || table_.rows[r - 1].role != RowRole::summary))
      strips.front().items.insert(strips.front().items.begin(), rule_at(0));
    return strips;
  }

  Strip row_part(const Row& row, std::vector<SetCell>& cells, std::size_t from, std::size_t count,
                 bool is_first) {
    Strip strip;
    strip.table = index_;
    strip.mark = row.mark;
    const double padding = shape_.row_height - shape_.line_height;
    strip.height = padding + shape_.line_height * static_cast<double>(count);
    if (table_.zebra && shaded_)
      strip.items.push_back({
          Rectangle{{area_.x, 0, shape_.total, strip.height}, style_.zebra, std::nullopt, 0},
          -1,
          false
      });
    // Without tinted rows and without a plot, thin lines lead the eye.
    if (!table_.zebra && !table_.plot && from == 0 && !is_first)
      strip.items.push_back(rule({area_.x, 0}, {area_.x + shape_.total, 0}, style_.plot.grid, 0.4));
    const double baseline = baseline_in(shape_.line_height, shape_.text_size, galley_.fonts);
    for (SetCell& cell : cells) {
      const std::size_t end = std::min(cell.text.lines.size(), from + count);
      if (from >= end) continue;
      double y = padding / 2 + baseline;
      // Beside a plot a short cell stands in the middle of its row, as its mark does.
      if (table_.plot) y += shape_.line_height * static_cast<double>(count - (end - from)) / 2;
      for (std::size_t l = from; l < end; ++l, y += shape_.line_height) {
        const SetLine& line = cell.text.lines[l];
        put_line(strip.items, line, cell.text.size,
                 {area_.x + cell.box.x + aligned(cell.align, cell.box.width - line.width), y},
                 cell.tag, cell.cell->text, cell.links, galley_.tags);
      }
    }
    return strip;
  }

  Item rule_at(double y) const {
    return rule({area_.x, y}, {area_.x + shape_.total, y}, style_.rule, 0.5);
  }

  // The axis with the notes beside it, or a rule.
  void close() {
    if (!table_.plot) {
      if (strips_.back().table == index_)
        strips_.back().items.push_back(rule_at(strips_.back().height));
      strips_.back().after = space_after;
      return;
    }
    Strip closing;
    closing.table = index_;
    closing.closes_table = true;
    if (!notes_.empty()) {
      Stack notes = stack_of(notes_);
      closing.items = std::move(notes.items);
      closing.height = notes.bottom;
    }
    closing.height = std::max(closing.height, parts().axis_height);
    strips_.back().keep_with_next = true;
    closing.keep_with_next = !late_notes_.empty();
    strips_.push_back(std::move(closing));
    for (Strip& strip : late_notes_) {
      strip.table = -1;
      strips_.push_back(std::move(strip));
    }
    strips_.back().after = space_after;
  }

  Stack stack_of(Strips& strips) {
    for (Strip& strip : strips) strip.table = -1;
    return stack(galley_, strips.data(), strips.data() + strips.size(), 0);
  }

  void put_note() {
    if (table_.note.empty()) return;
    strips_.back().keep_with_next = true;
    strips_.back().after = 0;
    Strips note = text_strips(table_.note, style_.note, {style_.note.size, style_.muted, false},
                              area_, galley_.tags.add(parent_, "P"), galley_);
    strips_.insert(strips_.end(), std::make_move_iterator(note.begin()),
                   std::make_move_iterator(note.end()));
  }

  const Table& table_;
  Area area_;
  int parent_;
  Galley& galley_;
  const Style& style_;
  TableShape shape_;
  TableHeader header_;
  int index_ = 0;
  bool shaded_ = false;
  bool first_of_group_ = true;
  int group_ = -1;  // the group of rows that is being put
  Strips strips_;
  Strips notes_;       // beside the axis
  Strips late_notes_;  // under the axis
  double notes_height_ = 0;
  std::size_t rows_ = 0;  // without the notes at the end
};

}  // namespace

Strips table_strips(const Table& table, const Area& area, int parent, Galley& galley) {
  if (table.columns.empty()) return {};
  return TableMaker(table, area, parent, galley).make();
}

}  // namespace steelyard
