// How wide the columns of a table are, and where they stand.
#include "layout/table_shape.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace steelyard {
namespace {

constexpr double plot_margin = 3;          // either side of a plot, beside the gaps of columns
constexpr double narrowest_plot = 0.6;     // of the width asked for
constexpr double widest_plot = 1.3;        // of the width asked for, when there is room
constexpr double whole_names_plot = 0.75;  // a plot gets this narrow before a study's name wraps
constexpr double may_wrap = 0.15;  // of the rows beside a plot, before its type gets smaller
constexpr double smaller_type[] = {1, 0.95, 0.9, 0.85};  // 8.3 pt becomes 7.05 pt at the least
constexpr double readable_column = 42;    // a text column does not get narrower than this by choice
constexpr double widest_word_kept = 110;  // longer words (addresses) may be broken

// What one column asks for: all its text on one line; most of it; nothing wrapped that should not
// be; no word broken.
struct Wish {
  double natural = 0, most = 0, comfortable = 0, least = 0;
  double weight = 1;

  void scale(double factor, const Column& column) {
    for (double* part : {&natural, &most, &comfortable, &least})
      *part = std::max(*part * factor, column.min_width);
  }
};

class Wishes {
 public:
  Wishes(const Table& table, double size, const Style& style, const FontMetrics& fonts)
      : table_(table), style_(style), fonts_(fonts), size_(size) {}

  std::vector<Wish> of_columns() {
    std::vector<Wish> wishes(table_.columns.size());
    for (std::size_t c = 0; c < wishes.size(); ++c) wishes[c] = of_column(c);
    for (std::size_t c = 0; c < wishes.size();) c = widen_for_group(wishes, c);
    return wishes;
  }

 private:
  TextExtent extent(const Runs& runs, bool bold, double scale = 1) const {
    return text_extent(runs, {size_ * scale, {}, bold}, fonts_);
  }

  Wish of_column(std::size_t c) const {
    const Column& column = table_.columns[c];
    const TextExtent title = extent(column.title, true);
    const TextExtent subtitle = extent(column.subtitle, false, subtitle_scale);
    double body = 0;
    std::vector<double> bodies;
    double word = std::max(title.widest_word, subtitle.widest_word);
    double body_word = 0;
    for (const Row& row : table_.rows) {
      const Cell* cell = single_cell_at(row, c);
      if (cell == nullptr) continue;
      const TextExtent text = extent(cell->text, false);
      body = std::max(body, text.natural);
      bodies.push_back(text.natural);
      body_word = std::max(body_word, std::min(text.widest_word, widest_word_kept));
    }
    word = std::max(word, body_word);
    const bool wraps = column.align == Align::left || column.stretch > 0;
    Wish wish;
    wish.natural = std::max({body, title.natural, subtitle.natural, column.min_width});
    wish.least = std::max(word, column.min_width);
    wish.comfortable = wraps ? std::max(wish.least, std::min(wish.natural, readable_column))
                             : std::max({body, word, column.min_width});
    wish.most = wish.natural;
    if (wraps && !bodies.empty()) {
      std::sort(bodies.begin(), bodies.end());
      const auto few = static_cast<std::size_t>(may_wrap * static_cast<double>(bodies.size()));
      wish.most = std::max({wish.comfortable, title.natural, bodies[bodies.size() - 1 - few]});
    }
    wish.weight = column.stretch > 0 ? column.stretch : std::sqrt(std::max(wish.natural, 1.0));
    return wish;
  }

  static const Cell* single_cell_at(const Row& row, std::size_t column) {
    std::size_t at = 0;
    for (const Cell& cell : row.cells) {
      if (at == column) return cell.span == 1 && !lies_across(row) ? &cell : nullptr;
      at += static_cast<std::size_t>(std::max(cell.span, 1));
    }
    return nullptr;
  }

  // Subgroup titles and notes that are alone in their row span it and do not widen their column.
  static bool lies_across(const Row& row) {
    return row.cells.size() == 1 && (row.role == RowRole::subgroup || row.role == RowRole::note);
  }

  std::size_t widen_for_group(std::vector<Wish>& wishes, std::size_t first) const {
    const std::string& group = table_.columns[first].group;
    std::size_t end = first + 1;
    while (end < wishes.size() && !group.empty() && table_.columns[end].group == group) ++end;
    if (group.empty()) return end;
    const TextExtent title = extent(
        {
            {group, Face::regular, Tone::normal, ""}
    },
        true);
    const auto count = static_cast<double>(end - first);
    const double gaps = style_.table_cell_gap * (count - 1);
    double natural = gaps;
    double least = gaps;
    for (std::size_t c = first; c < end; ++c) {
      natural += wishes[c].natural;
      least += wishes[c].least;
    }
    const double more = std::max(0.0, title.natural - natural) / count;
    const double more_least = std::max(0.0, title.widest_word - least) / count;
    for (std::size_t c = first; c < end; ++c) {
      wishes[c].natural += more;
      wishes[c].most += more;
      wishes[c].least += more_least;
      wishes[c].comfortable = std::max(wishes[c].comfortable, wishes[c].least);
    }
    return end;
  }

  const Table& table_;
  const Style& style_;
  const FontMetrics& fonts_;
  double size_;
};

double sum(const std::vector<Wish>& wishes, double Wish::*part) {
  return std::accumulate(wishes.begin(), wishes.end(), 0.0,
                         [part](double total, const Wish& wish) { return total + wish.*part; });
}

// Widths between `low` and `high` that add up to `room`: every column that does not get all it
// asks for gets the same amount by weight, so short columns stay whole and long ones share.
std::vector<double> shared(const std::vector<Wish>& wishes, double Wish::*low, double Wish::*high,
                           double room) {
  const auto width = [&](const Wish& wish, double level) {
    return std::max(wish.*low, std::min(wish.*high, level * wish.weight));
  };
  const auto total = [&](double level) {
    double used = 0;
    for (const Wish& wish : wishes) used += width(wish, level);
    return used;
  };
  double below = 0;
  double above = 1;
  while (above < 1e6 && total(above) < room) above *= 2;
  for (int step = 0; step < 60; ++step) {
    const double middle = (below + above) / 2;
    (total(middle) <= room ? below : above) = middle;
  }
  std::vector<double> widths;
  for (const Wish& wish : wishes) widths.push_back(width(wish, below));
  return widths;
}

// Spare width goes to the plot and to the columns that stretch; without any, to the gaps.
void spread(const Table& table, double spare, TableShape& shape, double& gap) {
  double stretch = 0;
  for (const Column& column : table.columns) stretch += std::max(column.stretch, 0.0);
  if (table.plot) {
    const double more =
        std::min(stretch > 0 ? spare / 2 : spare, (widest_plot - 1) * shape.plot_width);
    shape.plot_width += more;
    spare -= more;
  }
  if (stretch > 0) {
    for (std::size_t c = 0; c < shape.width.size(); ++c)
      shape.width[c] += spare * std::max(table.columns[c].stretch, 0.0) / stretch;
  } else if (table.plot) {
    gap += spare / static_cast<double>(table.columns.size() + 1);
  }
}

void place(TableShape& shape, double gap) {
  double x = table_padding;
  shape.x.clear();
  for (std::size_t c = 0; c <= shape.width.size(); ++c) {
    if (shape.has_plot && c == shape.plot_after) {
      x += c == 0 ? 0 : plot_margin;
      shape.plot_x = x;
      x += shape.plot_width + plot_margin + gap;
    }
    if (c == shape.width.size()) break;
    shape.x.push_back(x);
    x += shape.width[c] + gap;
  }
  const bool plot_is_last = shape.has_plot && shape.plot_after == shape.width.size();
  shape.total = x - gap - (plot_is_last ? plot_margin : 0) + table_padding;
}

}  // namespace

Box TableShape::cell(std::size_t column, std::size_t span) const {
  std::size_t last = std::min(column + std::max<std::size_t>(span, 1), width.size()) - 1;
  if (has_plot && column < plot_after && last >= plot_after) last = plot_after - 1;
  return {x[column], 0, x[last] + width[last] - x[column], 0};
}

TableShape table_shape(const Table& table, double room, const Style& style,
                       const FontMetrics& fonts) {
  TableShape shape;
  const double asked_size = table.text_size > 0 ? table.text_size : style.table_size;
  const auto count = static_cast<double>(table.columns.size());
  shape.has_plot = table.plot.has_value();
  shape.plot_after = static_cast<std::size_t>(
      std::clamp(table.plot_after, 0, static_cast<int>(table.columns.size())));
  const double plot = shape.has_plot ? std::min(table.plot->width, 0.7 * room) : 0;
  double gap = style.table_cell_gap;
  const bool at_edge = shape.plot_after == 0 || shape.plot_after == table.columns.size();
  const double fixed = 2 * table_padding + (count - 1) * gap +
                       (shape.has_plot ? gap + plot_margin * (at_edge ? 1 : 2) : 0);
  const auto full_size = Wishes(table, asked_size, style, fonts).of_columns();
  const auto set_size = [&](double scale) {
    shape.text_size = asked_size * scale;
    shape.row_height = style.table_row * shape.text_size / style.table_size;
    shape.line_height = 1.3 * shape.text_size;
    shape.plot_width = plot;
    std::vector<Wish> wishes = full_size;
    for (std::size_t c = 0; c < wishes.size(); ++c) wishes[c].scale(scale, table.columns[c]);
    return wishes;
  };
  const double space = room - fixed - plot;
  // Beside a plot one line a row reads best: a narrower plot or slightly smaller type is a fair
  // price for it.
  for (const double scale : smaller_type) {
    if (!table.plot && scale < 1) break;
    const auto wishes = set_size(scale);
    const double natural = sum(wishes, &Wish::natural);
    const double narrowed = space + plot * (1 - whole_names_plot);
    if (sum(wishes, &Wish::most) > narrowed) continue;
    const double given = std::clamp(natural - space, 0.0, plot * (1 - whole_names_plot));
    shape.plot_width -= given;
    shape.width = shared(wishes, &Wish::most, &Wish::natural, space + given);
    spread(table, std::max(0.0, space - natural), shape, gap);
    place(shape, gap);
    return shape;
  }
  for (const double scale : smaller_type) {
    const auto wishes = set_size(scale);
    const double natural = sum(wishes, &Wish::natural);
    const double comfortable = sum(wishes, &Wish::comfortable);
    const double narrowed = space + plot * (1 - narrowest_plot);
    if (comfortable <= narrowed) {
      const double wanted = std::min(natural, narrowed);
      const double given = std::clamp(wanted - space, 0.0, plot * (1 - narrowest_plot));
      shape.plot_width -= given;
      shape.width = shared(wishes, &Wish::comfortable, &Wish::natural, space + given);
      break;
    }
    shape.plot_width = plot * narrowest_plot;
    shape.width = shared(wishes, &Wish::least, &Wish::comfortable, narrowed);
    const double used = std::accumulate(shape.width.begin(), shape.width.end(), 0.0);
    if (used <= narrowed + 0.01) {
      if (scale == smaller_type[std::size(smaller_type) - 1]) break;
      continue;
    }
    const double share = std::max(narrowed, 1.0) / used;
    for (double& width : shape.width) width *= share;
  }
  place(shape, gap);
  return shape;
}

}  // namespace steelyard
