/// Remarks about the data: where, what it is, what it must be, one hint.
#pragma once
#include <string>
#include <vector>

namespace steelyard {

enum class Severity { note, warning, error };

/// A place in an input file. Lines and columns count from 1; 0 means "the whole file" or "the whole
/// line". Columns count characters (Unicode code points), not bytes.
struct Place {
  std::string file;
  int line = 0;
  int column = 0;

  bool operator==(const Place&) const = default;
};

/// One remark. `text` reads "<subject>: <what> is ..., but must be ...".
struct Notice {
  Severity severity = Severity::error;
  Place where;
  std::string text;
  std::string source;    ///< the line of the file as it stands; empty if there is none to show
  int caret_length = 0;  ///< characters under which the caret line runs, from `where.column`
  std::string hint;      ///< at most one; empty if none helps
};

using Notices = std::vector<Notice>;

/// True if at least one notice is an error.
bool has_errors(const Notices& notices);

/// Sorted by file, line, column, then text; the order in which a person works through them.
Notices sorted(Notices notices);

/// The form a terminal shows:
///
///   studies.csv:7:11: error: Hart 1977: e_events is 3005, but must be 0 to 2545 (e_n)
///     Hart 1977,3005,2545,10,629
///               ^^^^
///     hint: are e_events and e_n swapped?
std::string to_text(const Notice& notice);

/// All of them, sorted, one after another, each ending in a newline.
std::string to_text(const Notices& notices);

/// Appends `more` to `notices`.
void append(Notices& notices, const Notices& more);

}  // namespace steelyard
