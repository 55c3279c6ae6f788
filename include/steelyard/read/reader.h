/// Files to values: the review folder and single study tables.
#pragma once
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "steelyard/base/checked.h"
#include "steelyard/study/review.h"

namespace steelyard {

/// How to read one table.
struct TableOptions {
  /// Canonical or free column name → title in the file, e.g. "e_events" → "Remission MSC".
  std::map<std::string, std::string> columns = {};
  /// Only rows in which every column has the given text (compared after trimming, case as it is).
  std::vector<std::pair<std::string, std::string>> where = {};
  /// Columns that the caller needs besides data columns (subgroup, moderators …): unknown is an
  /// error with a suggestion.
  std::vector<std::pair<std::string, Place>> needed = {};
  /// Columns that tell which rows are effects of one study, outer first. Then names of studies may
  /// stand in several rows; they are numbered apart: "Deng 2017 (2)".
  std::vector<std::string> cluster = {};
  /// Where each entry of `columns` was asked for, by its key; may be empty.
  std::map<std::string, Place> column_places = {};
  /// Where each entry of `where` was asked for, in the same order; may be shorter.
  std::vector<Place> where_places = {};
  /// Means and SDs out of medians by fitting distributions (McGrath 2020), not by formulas.
  bool fit_quantiles = false;
};

/// The titles of the columns that give one shape of data: "e_events, e_n, c_events, c_n".
struct ShapeColumns {
  std::string_view shape;  ///< as a measure names it: "counts in two groups"
  std::string columns;
};
std::span<const ShapeColumns> shape_columns();

/// The same of one shape; empty if no shape has this name.
std::string columns_of_shape(std::string_view shape);

struct StudyTable {
  std::vector<std::string> columns;  ///< titles as in the file, in order
  std::vector<Study> studies;        ///< in file order
};

/// Reads CSV text into studies.
///
/// Accepts RFC 4180 and the habits of spreadsheets: UTF-8 with or without a byte order mark;
/// comma, semicolon or tab (found from the header row); decimal comma where the separator is not a
/// comma; CRLF; quoted newlines; NA, NR, - and empty as missing.
/// Notices: everything wrong or impossible, all at once, each with line, column, caret and hint.
Checked<StudyTable> parse_table(std::string_view text, const std::string& name,
                                const TableOptions& options);

/// Reads one CSV file. Throws Error(no_input) if it cannot be read.
Checked<StudyTable> read_table(const std::filesystem::path& path, const TableOptions& options);

/// Reads a review folder: review.toml, the tables it names, notes.md, expected.toml.
/// Notices: as parse_table, and unknown keys with a suggestion, wrong types, missing keys, analyses
/// without outcome or data. Throws Error(no_input) if the folder or its review.toml is missing.
Checked<Review> read_review(const std::filesystem::path& folder);

}  // namespace steelyard
