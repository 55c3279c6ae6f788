/// The report as a tree: everything said, no positions, no number unformatted.
#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "steelyard/base/date.h"
#include "steelyard/draw/axis.h"
#include "steelyard/draw/drawing.h"

namespace steelyard {

enum class Tone { normal, muted, accent, strong_accent, warning };

/// A stretch of text in one face. A link makes it a hyperlink, with the text as its description.
struct Run {
  std::string text;
  Face face = Face::regular;
  Tone tone = Tone::normal;
  std::string link;
};
using Runs = std::vector<Run>;

enum class ParagraphRole { body, lead, caption, note, small, label };

struct Heading {
  int level = 1;  ///< 1 is the title of the document
  Runs text;
};
struct Paragraph {
  Runs text;
  ParagraphRole role = ParagraphRole::body;
};
struct ListItem;
struct List {
  bool ordered = false;
  std::vector<Runs> items;
};

enum class Align { left, right, centre };

struct Column {
  Runs title;               ///< header cell
  Runs subtitle;            ///< second line of the header cell, smaller and muted
  Align align = Align::left;
  double stretch = 0;       ///< share of the spare width; 0: as wide as its widest cell, unless the
                            ///< table is too wide for the page
  double min_width = 0;     ///< points
  std::string group;        ///< neighbouring columns with the same group share a header above
};

struct Cell {
  Runs text;
  bool header = false;      ///< a row header (TH, scope row)
  int span = 1;             ///< columns
};

enum class RowRole { body, summary, subgroup, note };

struct Row {
  std::vector<Cell> cells;
  RowRole role = RowRole::body;
  RowMark mark;             ///< what the plot shows beside it
};

/// A table; with a plot, a forest plot. Splits between rows, repeating its header.
struct Table {
  Runs caption;
  std::vector<Column> columns;
  std::vector<Row> rows;
  std::optional<PlotColumn> plot;
  int plot_after = 0;       ///< the plot stands after this many columns
  std::string plot_alt;     ///< alternative text of the plot, states the numbers
  bool zebra = true;
  double text_size = 0;     ///< 0: the style's table size
  Runs note;                ///< under the table, belongs to it
};

struct Figure {
  Drawing drawing;
  std::string alt;          ///< states the numbers; never empty
  Runs caption;             ///< below the figure
};

struct Block;
/// Blocks side by side, tops aligned; never split across pages.
struct Columns {
  std::vector<std::vector<Block>> columns;
  std::vector<double> widths;  ///< shares; empty: equal
  double gap = 18;
};

enum class PanelRole { plain, claim, verdict, key, warning };

/// Blocks in a tinted box with a bar at its left; splits between blocks where it must.
struct Panel {
  PanelRole role = PanelRole::plain;
  std::vector<Block> blocks;
};

struct PageBreak {};

struct Block {
  std::variant<Heading, Paragraph, List, Table, Figure, Columns, Panel, PageBreak> value;
};

struct Document {
  std::string title;
  std::string subject;
  std::string author;
  std::string lang = "en-GB";
  Date date;                   ///< printed and in the metadata; an input, never the clock
  std::string running_head;    ///< at the top of every page but the first
  std::string footer;          ///< at the foot of every page, beside "Page n of N"
  std::string watermark;       ///< "DRAFT": a small mark in the header of every page; empty: none
  std::vector<Block> blocks;
  std::string continued;       ///< "(continued)", beside what goes on from the page before
  bool may_grow = false;       ///< larger type may fill the pages that a short document needs anyway
};

/// A readable text form, for tests and for people who debug templates: one line a block, indented.
std::string dump(const Document& document);

}  // namespace steelyard
