// Places a document on pages: where each page ends, and what that adds to it.
#include "steelyard/layout/pages.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

#include "layout/blocks.h"
#include "layout/decoration.h"
#include "layout/measured.h"
#include "layout/panel.h"

namespace steelyard {
namespace {

constexpr double page_rounding = 0.01;            // points
constexpr double rest_left_empty = 0.18;       // of a page, at most, to keep a panel whole
constexpr std::size_t short_introduction = 3;  // lines between a heading and its table
constexpr int notes_together = 3;              // that stay with what they explain
constexpr std::size_t short_document = 2;      // pages; longer ones are read from the front, not whole
constexpr double least_last_page = 0.5;        // of a page, in a short document
constexpr double little_moved = 0.2;           // of a page, so that a section starts the last one
constexpr double tightest_leading = 1.2;       // of a size
constexpr double a_few_lines = 0.2;            // of the last page of a longer document
constexpr double little_tighter[] = {0.03, 0.06, 0.1};
constexpr double tighter[] = {0.06, 0.12, 0.18, 0.24};  // tried in turn to save a nearly empty page
constexpr double larger[] = {0.25, 0.2, 0.16, 0.12, 0.08, 0.04};  // type, where a short document leaves room
constexpr double least_first_page = -0.05;  // beside the last one, shares of a page

struct MakeStrips {
  const Area& area;
  int parent;
  Galley& galley;

  Strips operator()(const Heading& block) const {
    return heading_strips(block, area, parent, galley);
  }
  Strips operator()(const Paragraph& block) const {
    return paragraph_strips(block, area, parent, galley);
  }
  Strips operator()(const List& block) const { return list_strips(block, area, parent, galley); }
  Strips operator()(const Table& block) const { return table_strips(block, area, parent, galley); }
  Strips operator()(const Figure& block) const {
    return figure_strips(block, area, parent, galley);
  }
  Strips operator()(const Columns& block) const {
    return columns_strips(block, area, parent, galley);
  }
  Strips operator()(const Panel& block) const { return panel_strips(block, area, parent, galley); }
  Strips operator()(const PageBreak&) const {
    Strips strips(1);
    strips.back().page_break = true;
    return strips;
  }
};

class Paginator {
 public:
  Paginator(Galley& galley, Pages& pages) : galley_(galley), pages_(pages) {}

  void run(Strips& strips) {
    std::vector<PageRange> ranges;
    for (std::size_t from = 0; from < strips.size();) {
      if (strips[from].page_break) {
        ++from;
        continue;
      }
      const double start = galley_.style.margin_top + opening(strips, from);
      ranges.push_back({from, page_end(strips, from, start)});
      from = ranges.back().end;
    }
    if (ranges.size() == short_document) share_last_page(strips, ranges);
    if (!ranges.empty()) {
      first_page_ = filled(strips, ranges.front());
      last_page_ = filled(strips, ranges.back());
    }
    for (const PageRange& range : ranges)
      put_page(strips, range.from, range.end,
               galley_.style.margin_top + opening(strips, range.from));
    if (pages_.pages.empty()) pages_.pages.emplace_back();
  }

  // How much stands on the first and on the last page: shares of their height.
  [[nodiscard]] double first_page() const { return first_page_; }
  [[nodiscard]] double last_page() const { return last_page_; }

 private:
  struct PageRange {
    std::size_t from, end;
  };

  double filled(const Strips& strips, const PageRange& range) const {
    return stacked_height(strips.data() + range.from, strips.data() + range.end) / page_height();
  }

  double page_height() const {
    return galley_.style.page.height - galley_.style.margin_top - galley_.style.margin_bottom;
  }

  static bool starts_section(const Strip& strip) {
    return !strip.bookmarks.empty() && strip.bookmarks.front().level == 1 && strip.panels.empty() &&
           strip.table < 0;
  }

  // Moves the start of a last page with little on it back to a heading, so that both pages are about
  // as full; that of a fuller page, so that no section is torn for a few lines. Only where the page before
  // keeps more than the last one gets.
  void share_last_page(const Strips& strips, std::vector<PageRange>& ranges) const {
    PageRange& last = ranges.back();
    PageRange& before = ranges[ranges.size() - 2];
    const auto height = [&](std::size_t from, std::size_t end) {
      return stacked_height(strips.data() + from, strips.data() + end);
    };
    if (last.from != before.end) return;
    const bool nearly_empty = height(last.from, last.end) < least_last_page * page_height();
    std::size_t best = last.from;
    for (std::size_t at = before.from + 1; at < last.from; ++at) {
      if (!starts_section(strips[at]) || height(at, last.end) > height(before.from, at)) continue;
      if (!nearly_empty && height(at, last.from) > little_moved * page_height()) continue;
      best = at;
      break;
    }
    before.end = last.from = best;
  }

  // Does the table of this strip start on an earlier page?
  static bool continues_table(const Strips& strips, std::size_t at) {
    return strips[at].table >= 0 && at > 0;
  }

  double opening(const Strips& strips, std::size_t from) const {
    double height = 0;
    for (const TopLines* lines : top_lines(strips, from)) height += lines->height;
    if (!strips[from].panel_edge)
      height += panel_padding * static_cast<double>(strips[from].panels.size());
    if (continues_table(strips, from)) height += parts(strips[from]).header_height;
    return height;
  }

  // What stands again at the top of a page: the title of the outermost panel, of the table, of the
  // group of rows.
  std::vector<const TopLines*> top_lines(const Strips& strips, std::size_t from) const {
    std::vector<const TopLines*> lines;
    const Strip& strip = strips[from];
    if (!strip.panels.empty() && !strip.panel_edge)
      lines.push_back(&galley_.panels[static_cast<std::size_t>(strip.panels.front())].title);
    if (!continues_table(strips, from)) return lines;
    lines.push_back(&parts(strip).title);
    if (strip.group >= 0) lines.push_back(&parts(strip).groups[static_cast<std::size_t>(strip.group)]);
    return lines;
  }

  // What a page that ends after this strip needs below it.
  double closing(const Strip& strip) const {
    double height = 0;
    if (!strip.panel_edge) height += panel_padding * static_cast<double>(strip.panels.size());
    if (strip.table >= 0 && !strip.closes_table) height += parts(strip).axis_height;
    return height;
  }

  const TableParts& parts(const Strip& strip) const {
    return galley_.tables[static_cast<std::size_t>(strip.table)];
  }

  // Does the panel of this strip stay whole because it starts low on the page?
  bool stays_whole(const Strips& strips, std::size_t at, double panel_rest) const {
    if (strips[at].panels.empty() || at + 1 == strips.size()) return false;
    const int panel = strips[at].panels.front();
    const auto& next = strips[at + 1].panels;
    if (next.empty() || next.front() != panel) return false;
    const double page =
        galley_.style.page.height - galley_.style.margin_top - galley_.style.margin_bottom;
    return galley_.panels[static_cast<std::size_t>(panel)].fits_page &&
           panel_rest <= rest_left_empty * page;
  }

  // The same for a short table.
  bool table_stays_whole(const Strips& strips, std::size_t at, double table_rest) const {
    if (strips[at].table < 0 || at + 1 == strips.size()) return false;
    if (strips[at + 1].table != strips[at].table) return false;
    const double page =
        galley_.style.page.height - galley_.style.margin_top - galley_.style.margin_bottom;
    return table_rest <= parts(strips[at]).rest_left_empty * page;
  }

  std::size_t page_end(const Strips& strips, std::size_t from, double y) const {
    const double bottom = galley_.style.page.height - galley_.style.margin_bottom + page_rounding;
    int panel = strips[from].panels.empty() ? -1 : strips[from].panels.front();
    double panel_rest = bottom - y;  // of the page, below the top of the panel
    int table = strips[from].table;
    double table_rest = bottom - y;
    std::size_t allowed = from;      // the best end that keeps together what belongs together
    std::size_t possible = from;     // the best end at all
    std::size_t at = from;
    for (; at < strips.size() && !strips[at].page_break; ++at) {
      if (at > from) y += gap_between(strips[at - 1], strips[at]);
      const int stands_in = strips[at].panels.empty() ? -1 : strips[at].panels.front();
      if (stands_in != std::exchange(panel, stands_in)) panel_rest = bottom - y;
      if (strips[at].table != std::exchange(table, strips[at].table)) table_rest = bottom - y;
      y += strips[at].height;
      if (y > bottom) break;
      if (y + closing(strips[at]) > bottom) continue;
      possible = at + 1;
      if (!strips[at].keep_with_next && !stays_whole(strips, at, panel_rest) &&
          !table_stays_whole(strips, at, table_rest))
        allowed = at + 1;
    }
    if (at == strips.size() || strips[at].page_break) {
      if (possible == at) return at;
    }
    if (allowed > from) return allowed;
    return possible > from ? possible : from + 1;
  }

  void put_page(Strips& strips, std::size_t from, std::size_t end, double start) {
    const std::vector<Item> top = top_items(strips, from);
    Stack whole = stack(galley_, strips.data() + from, strips.data() + end, start,
                        start - galley_.style.margin_top);
    for (Bookmark& bookmark : whole.bookmarks) {
      bookmark.page = static_cast<int>(pages_.pages.size());
      pages_.bookmarks.push_back(std::move(bookmark));
    }
    // Over the boxes of panels, before all else.
    whole.items.insert(whole.items.begin() + whole.boxes, top.begin(), top.end());
    pages_.pages.push_back({std::move(whole.items)});
  }

  // Over the first strip of a page: the titles of what goes on, and the header of a table before the title
  // of its group.
  std::vector<Item> top_items(const Strips& strips, std::size_t from) const {
    std::vector<Item> result;
    double y = galley_.style.margin_top;
    const auto put = [&](std::vector<Item> items, double height) {
      for (Item& item : items) move_by(item.ink, 0, y);
      result.insert(result.end(), std::make_move_iterator(items.begin()),
                    std::make_move_iterator(items.end()));
      y += height;
    };
    const Strip& strip = strips[from];
    if (!strip.panel_edge) y += panel_padding * static_cast<double>(strip.panels.size());
    const auto lines = top_lines(strips, from);
    const bool in_group = continues_table(strips, from) && strip.group >= 0;
    for (std::size_t l = 0; l < lines.size() - (in_group ? 1 : 0); ++l) put(lines[l]->items, lines[l]->height);
    if (continues_table(strips, from)) put(parts(strip).header, parts(strip).header_height);
    if (in_group) put(lines.back()->items, lines.back()->height);
    return result;
  }

  Galley& galley_;
  Pages& pages_;
  double first_page_ = 0, last_page_ = 0;
};

}  // namespace

namespace {

bool is_note(const Block& block) {
  const auto* paragraph = std::get_if<Paragraph>(&block.value);
  return paragraph != nullptr && paragraph->role == ParagraphRole::note;
}

// A few lines between a heading and its table, list or figure belong to both.
bool introduces(std::span<const Block> blocks, std::size_t at, const Strips& strips) {
  if (at == 0 || at + 1 >= blocks.size() || strips.size() > short_introduction) return false;
  const auto& next = blocks[at + 1].value;
  return std::holds_alternative<Heading>(blocks[at - 1].value) &&
         std::holds_alternative<Paragraph>(blocks[at].value) &&
         (std::holds_alternative<Table>(next) || std::holds_alternative<List>(next) ||
          std::holds_alternative<Figure>(next) || std::holds_alternative<Columns>(next));
}

// Less space between lines and blocks, the type as it is.
Style tightened(Style style, double by) {
  for (TextStyle* each : {&style.title, &style.heading2, &style.heading3, &style.body, &style.lead,
                          &style.caption, &style.note, &style.small, &style.label, &style.list}) {
    each->leading = std::max(tightest_leading, each->leading * (1 - by / 3));
    each->space_before *= 1 - 2 * by;
    each->space_after *= 1 - 2 * by;
  }
  style.table_row *= 1 - by / 3;
  return style;
}

// Larger type on the same pages. The title stays: it is large as it is.
Style enlarged(Style style, double by) {
  for (TextStyle* each : {&style.heading2, &style.heading3, &style.body, &style.lead, &style.caption,
                          &style.note, &style.small, &style.label, &style.list}) {
    each->size *= 1 + by;
    each->space_before *= 1 + 2 * by;
    each->space_after *= 1 + 2 * by;
  }
  style.table_size *= 1 + by;
  style.table_row *= 1 + by;
  return style;
}

}  // namespace

Strips strips_of(std::span<const Block> blocks, const Area& area, int parent, Galley& galley) {
  Strips result;
  bool after_label = false;
  int notes = 0;  // in a row
  for (std::size_t at = 0; at < blocks.size(); ++at) {
    const Block& block = blocks[at];
    Strips strips = std::visit(MakeStrips{area, parent, galley}, block.value);
    notes = is_note(block) ? notes + 1 : 0;
    if (notes > 0 && notes <= notes_together && !result.empty() && !result.back().page_break)
      result.back().keep_with_next = true;
    if (introduces(blocks, at, strips))
      for (Strip& strip : strips) strip.keep_with_next = true;
    // A label stands close to what it names.
    if (after_label && !strips.empty()) strips.front().before = 0;
    const auto* paragraph = std::get_if<Paragraph>(&block.value);
    after_label = paragraph != nullptr && paragraph->role == ParagraphRole::label;
    result.insert(result.end(), std::make_move_iterator(strips.begin()),
                  std::make_move_iterator(strips.end()));
  }
  return result;
}

namespace {

struct LaidOut {
  Pages pages;
  double first_page = 0, last_page = 0;  // how full they are
};

LaidOut laid_out(const Document& document, const Style& style, const FontMetrics& fonts) {
  LaidOut result;
  Pages& pages = result.pages;
  pages.size = style.page;
  pages.title = document.title;
  pages.subject = document.subject;
  pages.author = document.author;
  pages.lang = document.lang;
  pages.date = document.date;
  Galley galley{style, fonts, {}, {}, {}, 0, {}, 0, document.continued};
  const Area area{style.margin_left, style.page.width - style.margin_left - style.margin_right,
                  style.page.height - style.margin_top - style.margin_bottom};
  Strips strips = strips_of(document.blocks, area, 0, galley);
  Paginator paginator(galley, pages);
  paginator.run(strips);
  result.first_page = paginator.first_page();
  result.last_page = paginator.last_page();
  galley.tags.finish(pages);
  put_decoration(pages, document, style, fonts);
  return result;
}

}  // namespace

Pages lay_out(const Document& document, const Style& style, const FontMetrics& metrics) {
  const MeasuredOnce fonts(metrics);
  LaidOut usual = laid_out(document, style, fonts);
  const std::size_t pages = usual.pages.pages.size();
  std::span<const double> tries;
  if (pages == short_document)
    tries = tighter;
  else if (pages > short_document && usual.last_page < a_few_lines)
    tries = little_tighter;
  // A page less, if a little less space between the lines gives it.
  for (const double by : tries) {
    LaidOut fewer = laid_out(document, tightened(style, by), fonts);
    if (fewer.pages.pages.size() < pages) return std::move(fewer.pages);
  }
  if (!document.may_grow || pages > short_document) return std::move(usual.pages);
  for (const double by : larger) {
    LaidOut fuller = laid_out(document, enlarged(style, by), fonts);
    // Not where a table that then moves over leaves a hole on the first page.
    if (fuller.pages.pages.size() == pages &&
        fuller.first_page - fuller.last_page >= least_first_page)
      return std::move(fuller.pages);
  }
  return std::move(usual.pages);
}

}  // namespace steelyard
