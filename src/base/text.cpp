// UTF-8, numbers and close spellings, without a locale.
#include "steelyard/base/text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>

namespace steelyard {

namespace {

// Length of a well-formed sequence that starts at `at`, 0 if it is ill-formed.
// Source: Unicode Standard 15, table 3-7.
std::size_t sequence_length(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  const unsigned lead = byte(at);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return follows(at + 1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    if (!follows(at + 1) || !follows(at + 2)) return 0;
    if (lead == 0xE0 && byte(at + 1) < 0xA0) return 0;   // overlong
    if (lead == 0xED && byte(at + 1) >= 0xA0) return 0;  // surrogate
    return 3;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    if (!follows(at + 1) || !follows(at + 2) || !follows(at + 3)) return 0;
    if (lead == 0xF0 && byte(at + 1) < 0x90) return 0;   // overlong
    if (lead == 0xF4 && byte(at + 1) >= 0x90) return 0;  // beyond U+10FFFF
    return 4;
  }
  return 0;
}

// Edit distance with transpositions (optimal string alignment).
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), row(b.size() + 1), next(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    next[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      next[j] = std::min({row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        next[j] = std::min(next[j], before[j - 2] + 1);
    }
    before = row;
    row = next;
  }
  return row[b.size()];
}

}  // namespace

char32_t next_code_point(std::string_view text, std::size_t& position) {
  const std::size_t length = sequence_length(text, position);
  const auto byte = [&](std::size_t i) {
    return static_cast<char32_t>(static_cast<unsigned char>(text[position + i]));
  };
  char32_t code = 0xFFFD;
  if (length == 1) code = byte(0);
  if (length == 2) code = (byte(0) & 0x1F) << 6 | (byte(1) & 0x3F);
  if (length == 3) code = (byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
  if (length == 4)
    code = (byte(0) & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 |
           (byte(3) & 0x3F);
  position += std::max<std::size_t>(length, 1);
  return code;
}

void append_utf8(std::string& text, char32_t code_point) {
  const auto put = [&](char32_t value) { text += static_cast<char>(value); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0 | code_point >> 6);
    put(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    put(0xE0 | code_point >> 12);
    put(0x80 | (code_point >> 6 & 0x3F));
    put(0x80 | (code_point & 0x3F));
  } else {
    put(0xF0 | code_point >> 18);
    put(0x80 | (code_point >> 12 & 0x3F));
    put(0x80 | (code_point >> 6 & 0x3F));
    put(0x80 | (code_point & 0x3F));
  }
}

int code_point_count(std::string_view text) {
  int count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) next_code_point(text, at);
  return count;
}

std::optional<std::size_t> invalid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = sequence_length(text, at);
    if (length == 0) return at;
    at += length;
  }
  return std::nullopt;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view ascii = " \t\r\n\v\f", no_break = "\xC2\xA0", narrow = "\xE2\x80\xAF";
  for (bool more = true; more;) {
    more = false;
    if (!text.empty() && ascii.find(text.front()) != std::string_view::npos) {
      text.remove_prefix(1);
      more = true;
    }
    if (!text.empty() && ascii.find(text.back()) != std::string_view::npos) {
      text.remove_suffix(1);
      more = true;
    }
    for (const std::string_view space : {no_break, narrow}) {
      if (text.starts_with(space)) {
        text.remove_prefix(space.size());
        more = true;
      }
      if (text.ends_with(space)) {
        text.remove_suffix(space.size());
        more = true;
      }
    }
  }
  return text;
}

std::string lower_case(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return result;
}

std::optional<double> parse_number(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  if (text.starts_with('+')) return std::nullopt;
  double number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  if (!std::isfinite(number)) return std::nullopt;
  return number;
}

std::string shortest(double number) {
  char buffer[40];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, number == 0 ? 0.0 : number).ptr;
  return {buffer, end};
}

std::string fixed(double number, int decimals) {
  char buffer[400];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, number,
                                 std::chars_format::fixed, decimals)
                       .ptr;
  std::string text(buffer, end);
  if (text.starts_with('-') && text.find_first_not_of("-0.") == std::string::npos) text.erase(0, 1);
  return text;
}

std::string_view closest(std::string_view word, std::span<const std::string_view> candidates) {
  const std::string wanted = lower_case(word);
  std::string_view best;
  std::size_t best_distance = 1 + std::max<std::size_t>(1, wanted.size() / 3);
  for (const std::string_view candidate : candidates) {
    const std::size_t distance = edit_distance(wanted, lower_case(candidate));
    if (distance < best_distance && distance < std::max(wanted.size(), candidate.size())) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

std::string listed(std::span<const std::string_view> words, std::string_view last_joint) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " " + std::string(last_joint) + " " : ", ";
    text += words[i];
  }
  return text;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (std::size_t at = 0;;) {
    const std::size_t end = text.find(separator, at);
    parts.emplace_back(text.substr(at, end == std::string_view::npos ? end : end - at));
    if (end == std::string_view::npos) return parts;
    at = end + 1;
  }
}

std::string padded_right(std::string text, std::size_t width) {
  const auto length = static_cast<std::size_t>(code_point_count(text));
  return length < width ? std::move(text) + std::string(width - length, ' ') : std::move(text);
}

std::string padded_left(const std::string& text, std::size_t width) {
  const auto length = static_cast<std::size_t>(code_point_count(text));
  return length < width ? std::string(width - length, ' ') + text : text;
}

std::string shortened(std::string_view text, std::size_t width) {
  if (static_cast<std::size_t>(code_point_count(text)) <= width) return std::string(text);
  std::string result;
  std::size_t at = 0;
  for (std::size_t i = 0; i + 1 < width; ++i) append_utf8(result, next_code_point(text, at));
  return result + "…";
}

std::string wrapped(std::string_view text, std::size_t width) {
  std::string result, line;
  for (const std::string& word : split(text, ' ')) {
    const auto length = static_cast<std::size_t>(code_point_count(line) + 1 + code_point_count(word));
    if (!line.empty() && length > width) {
      result.append(line).append("\n");
      line.clear();
    }
    if (!line.empty() || word.empty()) line.append(" ");
    line.append(word);
  }
  return result.append(line).append("\n");
}

}  // namespace steelyard
