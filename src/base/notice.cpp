// Notices as text, sorted, merged.
#include "steelyard/base/notice.h"

#include <algorithm>
#include <string_view>
#include <tuple>

#include "steelyard/base/characters.h"
#include "steelyard/base/text.h"

namespace steelyard {

namespace {

std::string_view severity_name(Severity severity) {
  switch (severity) {
    case Severity::note:
      return "note";
    case Severity::warning:
      return "warning";
    case Severity::error:
      return "error";
  }
  return "";
}

std::string place_text(const Place& place) {
  std::string text = place.file;
  if (place.line > 0) text += ":" + std::to_string(place.line);
  if (place.line > 0 && place.column > 0) text += ":" + std::to_string(place.column);
  return text;
}

// A long line is cut to a window around the caret, so that the message fits a terminal.
struct Window {
  std::string text;
  int caret = 0;  // 0-based character
};

Window window_around(const std::string& source, int column) {
  constexpr int widest = 100, lead = 40;
  const int length = code_point_count(source);
  const int caret = std::max(0, column - 1);
  const int first = length <= widest || caret < widest - lead ? 0 : caret - lead;
  Window window;
  window.caret = caret - first;
  if (first > 0) {
    window.text = "…";
    window.caret += 1;
  }
  std::size_t at = 0;
  for (int i = 0; at < source.size() && i < first + widest; ++i) {
    const char32_t c = next_code_point(source, at);
    if (i >= first) append_utf8(window.text, is_unprintable(c) || c < 0x20 ? U' ' : c);
  }
  if (at < source.size()) window.text += "…";
  return window;
}

}  // namespace

bool has_errors(const Notices& notices) {
  return std::ranges::any_of(notices,
                             [](const Notice& n) { return n.severity == Severity::error; });
}

Notices sorted(Notices notices) {
  std::ranges::stable_sort(notices, [](const Notice& a, const Notice& b) {
    return std::tie(a.where.file, a.where.line, a.where.column, a.text) <
           std::tie(b.where.file, b.where.line, b.where.column, b.text);
  });
  return notices;
}

std::string to_text(const Notice& notice) {
  std::string text = shown_safely(place_text(notice.where));
  if (!text.empty()) text += ": ";
  text += std::string(severity_name(notice.severity)) + ": " + shown_safely(notice.text);
  if (!notice.source.empty()) {
    const Window window = window_around(notice.source, notice.where.column);
    text += "\n  " + window.text;
    if (notice.where.column > 0) {
      const int room = std::max(1, code_point_count(window.text) - window.caret);
      const int length = std::clamp(notice.caret_length, 1, room);
      text += "\n  " + std::string(static_cast<std::size_t>(window.caret), ' ') +
              std::string(static_cast<std::size_t>(length), '^');
    }
  }
  if (!notice.hint.empty()) text += "\n  hint: " + shown_safely(notice.hint);
  return text;
}

std::string to_text(const Notices& notices) {
  std::string text;
  for (const Notice& notice : sorted(notices)) text += to_text(notice) + "\n";
  return text;
}

void append(Notices& notices, const Notices& more) {
  notices.insert(notices.end(), more.begin(), more.end());
}

}  // namespace steelyard
