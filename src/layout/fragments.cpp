// Text cut at every place where a line may end.
#include "layout/fragments.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "steelyard/base/text.h"

namespace steelyard {
namespace {

// Penalties in the units of line_breaks.cpp: 1000 is a line left empty. Judged by eye.
constexpr double after_hyphen = 40;
constexpr double after_slash = 60;
constexpr double after_dash = 30;

bool is_space(char32_t c) {
  return c == ' ' || c == '\t' || c == '\r';
}
bool is_digit(char32_t c) {
  return c >= '0' && c <= '9';
}
bool is_combining(char32_t c) {
  return (c >= 0x300 && c <= 0x36F) || c == 0x200D || c == 0xFE0F;
}

// The penalty of ending a line after `c`; negative: not allowed.
double joint(char32_t before, char32_t c, char32_t after) {
  if (after == 0 || is_space(after) || before == 0 || is_space(before)) return -1;
  switch (c) {
    case '-':
      return is_digit(after) || before == '(' ? -1 : after_hyphen;
    case '/':
      return is_digit(before) && is_digit(after) ? 2 * after_slash : after_slash;
    case 0x2013:
      return is_digit(after) ? 4 * after_dash : after_dash;
    case 0x2014:
      return after_dash;
    case 0x200B:
      return 0;
    default:
      return -1;
  }
}

bool joint_of_address(char32_t c) {
  return c == '/' || c == '.' || c == '-' || c == '_' || c == '?' || c == '&' || c == '=' ||
         c == ':' || c == '@' || c == '%';
}

class Cutter {
 public:
  Cutter(const Runs& runs, const TextLook& look, const FontMetrics& fonts)
      : runs_(runs), look_(look), fonts_(fonts) {}

  std::vector<Fragment> cut() {
    for (std::size_t run = 0; run < runs_.size(); ++run) read(static_cast<int>(run));
    finish(-1, 0);
    if (!result_.empty()) {
      result_.back().space = 0;
      result_.back().space_run = -1;
    }
    return std::move(result_);
  }

 private:
  void read(int run) {
    const std::string& text = runs_[static_cast<std::size_t>(run)].text;
    for (std::size_t at = 0; at < text.size();) {
      const char32_t c = next_code_point(text, at);
      if (c == '\n') {
        finish(-1, 0);
        if (result_.empty() || result_.back().ends_line) result_.emplace_back();
        result_.back().ends_line = true;
        result_.back().space_run = -1;
      } else if (is_space(c)) {
        finish(run, 0);
      } else if (c != 0xAD) {
        put(run, c);
        std::size_t ahead = at;
        const char32_t next = at < text.size() ? next_code_point(text, ahead) : first_of(run + 1);
        const double penalty = joint(previous_, c, next);
        if (penalty >= 0) finish(-1, penalty);
      }
      previous_ = c;
    }
  }

  char32_t first_of(int run) const {
    if (run >= static_cast<int>(runs_.size())) return 0;
    const std::string& text = runs_[static_cast<std::size_t>(run)].text;
    std::size_t at = 0;
    return text.empty() ? first_of(run + 1) : next_code_point(text, at);
  }

  void put(int run, char32_t c) {
    if (c == 0x200B) return;
    if (open_.atoms.empty() || open_.atoms.back().run != run) open_.atoms.push_back({run, {}});
    append_utf8(open_.atoms.back().text, c);
  }

  // Ends the open fragment. A space without text before it belongs to the fragment before.
  void finish(int space_run, double penalty) {
    if (!open_.atoms.empty()) {
      for (const Atom& atom : open_.atoms) open_.width += width_of(atom.text, atom.run);
      result_.push_back(std::exchange(open_, {}));
      result_.back().penalty = penalty;
    }
    if (space_run < 0 || result_.empty()) return;
    Fragment& last = result_.back();
    if (last.ends_line || last.space_run >= 0) return;
    last.space_run = space_run;
    last.space = width_of(" ", space_run);
    last.penalty = 0;
  }

  double width_of(std::string_view text, int run) const {
    return fonts_.width(text, face_of(runs_[static_cast<std::size_t>(run)], look_), look_.size);
  }

  const Runs& runs_;
  const TextLook& look_;
  const FontMetrics& fonts_;
  std::vector<Fragment> result_;
  Fragment open_;
  char32_t previous_ = 0;
};

// Pieces of `text` of which each fits: as much as fits each time, at least one character.
std::vector<std::string> pieces_of(const std::string& text, double width, Face face, double size,
                                   const FontMetrics& fonts) {
  const bool address = text.find("://") != std::string::npos || text.rfind("www.", 0) == 0 ||
                       text.find("10.") != std::string::npos;
  std::vector<std::string> pieces;
  std::size_t start = 0;
  while (start < text.size()) {
    std::size_t end = start;
    std::size_t good = start;  // the last place a cut may be
    std::size_t nice = start;  // the last joint of an address
    while (end < text.size()) {
      const std::size_t begin = end;
      const char32_t c = next_code_point(text, end);
      if (!is_combining(c) && begin > start) good = begin;
      if (fonts.width(std::string_view(text).substr(start, end - start), face, size) > width &&
          good > start)
        break;
      if (address && joint_of_address(c)) nice = end;
      if (end == text.size()) good = nice = end;
    }
    const std::size_t cut = nice > start ? nice : std::max(good, start + 1);
    pieces.push_back(text.substr(start, cut - start));
    start = cut;
  }
  return pieces;
}

}  // namespace

Face face_of(const Run& run, const TextLook& look) {
  return look.bold && run.face == Face::regular ? Face::bold : run.face;
}

std::vector<Fragment> fragments_of(const Runs& runs, const TextLook& look,
                                   const FontMetrics& fonts) {
  return Cutter(runs, look, fonts).cut();
}

std::vector<Fragment> fitted(std::vector<Fragment> fragments, double width, const Runs& runs,
                             const TextLook& look, const FontMetrics& fonts) {
  std::vector<Fragment> result;
  result.reserve(fragments.size());
  for (Fragment& fragment : fragments) {
    if (fragment.width <= width) {
      result.push_back(std::move(fragment));
      continue;
    }
    for (const Atom& atom : fragment.atoms) {
      const Face face = face_of(runs[static_cast<std::size_t>(atom.run)], look);
      for (std::string& piece : pieces_of(atom.text, width, face, look.size, fonts)) {
        Fragment part;
        part.width = fonts.width(piece, face, look.size);
        part.atoms.push_back({atom.run, std::move(piece)});
        result.push_back(std::move(part));
      }
    }
    Fragment& last = result.back();
    last.space_run = fragment.space_run;
    last.space = fragment.space;
    last.ends_line = fragment.ends_line;
    last.penalty = fragment.penalty;
  }
  return result;
}

}  // namespace steelyard
