// Typed reading of one TOML table.
#include "toml_reader.h"

#include <algorithm>
#include <cmath>

#include "steelyard/base/text.h"
#include "steelyard/study/limits.h"

namespace steelyard {

namespace {

// Bytes of the value or key that starts a text: a quoted string, or what a bare word holds.
std::size_t token_length(std::string_view text) {
  if (text.empty()) return 0;
  const char first = text.front();
  if (first == '"' || first == '\'') {
    for (std::size_t i = 1; i < text.size(); ++i) {
      if (first == '"' && text[i] == '\\') {
        ++i;
      } else if (text[i] == first) {
        return i + 1;
      }
    }
    return text.size();
  }
  if (first == '[' || first == '{') return trimmed(text.substr(0, text.find('#'))).size();
  return std::min(text.find_first_of(" \t,]}=#"), text.size());
}

std::size_t byte_of_column(std::string_view line, int column) {
  std::size_t at = 0;
  for (int i = 1; i < column && at < line.size(); ++i) next_code_point(line, at);
  return at;
}

}  // namespace

const Toml* TomlReader::value(std::string_view key, Need need) {
  known_.push_back(key);
  const Toml* found = table_.find(key);
  if (found == nullptr && need == Need::required) {
    Notice notice;
    notice.where = table_.where;
    if (subject_.empty()) notice.where = {table_.where.file, 1, 0};  // the file as a whole
    notice.text = (subject_.empty() ? "" : subject_ + ": ") + std::string(key) + " is missing";
    notices_.push_back(std::move(notice));
  }
  return found;
}

void TomlReader::error(const Toml& value, std::string text, std::string hint) {
  if (!subject_.empty()) text = subject_ + ": " + text;
  notices_.push_back({Severity::error, value.where, std::move(text), "", 0, std::move(hint)});
}

void TomlReader::warning(const Toml& value, std::string text, std::string hint) {
  error(value, std::move(text), std::move(hint));
  notices_.back().severity = Severity::warning;
}

void TomlReader::wrong_kind(std::string_view key, const Toml& value, std::string_view must_be,
                            std::string hint) {
  error(value, std::string(key) + " is " + value.kind() + ", but must be " + std::string(must_be),
        std::move(hint));
}

std::string TomlReader::text(std::string_view key, Need need) {
  const Toml* found = value(key, need);
  if (found == nullptr) return "";
  const std::string* text = found->text();
  if (text == nullptr) {
    wrong_kind(key, *found, "a text", "put it in double quotes");
    return "";
  }
  // Told with all other characters that cannot be printed; no file name may hold it.
  if (text->find('\0') != std::string::npos) return "";
  const std::string_view plain = trimmed(*text);
  if (plain.empty() && need == Need::required)
    error(*found, std::string(key) + " is empty, but must be a text");
  return std::string(plain);
}

bool TomlReader::flag(std::string_view key, bool otherwise) {
  const Toml* found = value(key);
  if (found == nullptr) return otherwise;
  if (const bool* is = std::get_if<bool>(&found->value)) return *is;
  wrong_kind(key, *found, "true or false", found->text() ? "write it without quotes" : "");
  return otherwise;
}

std::optional<double> TomlReader::number(std::string_view key, Need need) {
  const Toml* found = value(key, need);
  if (found == nullptr) return std::nullopt;
  if (const auto* whole_number = std::get_if<std::int64_t>(&found->value))
    return static_cast<double>(*whole_number);
  if (const double* any = std::get_if<double>(&found->value)) {
    if (std::isfinite(*any)) return *any;
    error(*found, std::string(key) + " is not finite, but must be a number");
    return std::nullopt;
  }
  wrong_kind(key, *found, "a number",
             found->text() && parse_number(*found->text()) ? "write it without quotes" : "");
  return std::nullopt;
}

std::optional<long> TomlReader::whole(std::string_view key) {
  const Toml* found = value(key);
  if (found == nullptr) return std::nullopt;
  if (const auto* number = std::get_if<std::int64_t>(&found->value)) {
    constexpr auto most = static_cast<std::int64_t>(most_people);  // fits a 32-bit long
    if (*number >= -most && *number <= most) return static_cast<long>(*number);
    error(*found,
          std::string(key) + " is " + std::to_string(*number) + ", but must be " +
              (*number < 0 ? "at least -" : "at most ") + std::to_string(most),
          *number > 0 ? "more people than any study has" : "");
    return std::nullopt;
  }
  wrong_kind(key, *found, "a whole number",
             found->text() && parse_number(*found->text()) ? "write it without quotes" : "");
  return std::nullopt;
}

std::optional<Date> TomlReader::date(std::string_view key, Need need) {
  const Toml* found = value(key, need);
  if (found == nullptr) return std::nullopt;
  if (const Date* is = std::get_if<Date>(&found->value)) return *is;
  const bool quoted = found->text() && parse_date(*found->text());
  wrong_kind(key, *found, "a date", quoted ? "write it without quotes" : "write it as 2026-11-01");
  return std::nullopt;
}

std::vector<std::string> TomlReader::texts(std::string_view key) {
  const Toml* found = value(key);
  if (found == nullptr) return {};
  const TomlArray* array = found->array();
  if (array == nullptr) {
    wrong_kind(key, *found, "a list of texts", found->text() ? "put it in square brackets" : "");
    return {};
  }
  std::vector<std::string> result;
  for (const Toml& each : *array) {
    if (each.text() != nullptr)
      result.emplace_back(trimmed(*each.text()));
    else
      wrong_kind("an entry of " + std::string(key), each, "a text", "put it in double quotes");
  }
  return result;
}

std::string TomlReader::one_of(std::string_view key, std::span<const std::string_view> allowed,
                               Need need) {
  const std::string found = text(key, need);
  if (found.empty() || std::ranges::find(allowed, found) != allowed.end()) return found;
  const std::string_view near = closest(found, allowed);
  error(*table_.find(key),
        std::string(key) + " is '" + found + "', but must be " + listed(allowed, "or"),
        near.empty() ? "" : "did you mean '" + std::string(near) + "'?");
  return "";
}

const Toml* TomlReader::table(std::string_view key, Need need) {
  const Toml* found = value(key, need);
  if (found == nullptr || found->table() != nullptr) return found;
  wrong_kind(key, *found, "a table");
  return nullptr;
}

std::vector<const Toml*> TomlReader::tables(std::string_view key) {
  const Toml* found = value(key);
  if (found == nullptr) return {};
  const std::string name(key);
  if (found->table() != nullptr) {
    error(*found, name + " is one table, but must be a list of tables",
          "write [[" + name + "]] with double brackets");
    return {found};
  }
  const TomlArray* array = found->array();
  if (array == nullptr) {
    wrong_kind(key, *found, "a list of tables", "write [[" + name + "]] on a line of its own");
    return {};
  }
  std::vector<const Toml*> result;
  for (const Toml& each : *array) {
    if (each.table() != nullptr)
      result.push_back(&each);
    else
      wrong_kind("an entry of " + name, each, "a table");
  }
  return result;
}

void TomlReader::finish() {
  const TomlTable* entries = table_.table();
  if (entries == nullptr) return;
  for (const auto& [key, entry] : *entries) {
    if (std::ranges::find(known_, std::string_view(key)) != known_.end()) continue;
    const std::string_view near = closest(key, known_);
    std::vector<std::string_view> all = known_;
    std::ranges::sort(all);
    Notice notice;
    notice.where = entry.key_where;
    notice.text = (subject_.empty() ? "" : subject_ + ": ") + "the key '" + key + "' is not known";
    notice.hint = near.empty() ? "known keys are " + listed(all, "and")
                               : "did you mean '" + std::string(near) + "'?";
    notices_.push_back(std::move(notice));
  }
}

std::optional<std::string> as_typed(const Toml& value) {
  if (const std::string* text = value.text()) return std::string(trimmed(*text));
  if (const bool* is = std::get_if<bool>(&value.value)) return *is ? "true" : "false";
  if (const auto* whole = std::get_if<std::int64_t>(&value.value)) return std::to_string(*whole);
  if (const double* number = std::get_if<double>(&value.value)) return shortest(*number);
  if (const Date* date = std::get_if<Date>(&value.value)) return iso_date(*date);
  if (value.array() == nullptr) return std::nullopt;
  std::string joined;
  for (const Toml& each : *value.array()) {
    const auto text = as_typed(each);
    if (!text || each.array() != nullptr) return std::nullopt;
    if (&each != &value.array()->front()) joined += ",";
    joined += *text;
  }
  return joined;
}

std::string source_line(std::string_view text, int line) {
  std::size_t at = 0;
  for (int i = 1; i < line; ++i) {
    at = text.find('\n', at);
    if (at == std::string_view::npos) return "";
    ++at;
  }
  std::string_view found = text.substr(at, text.find('\n', at) - at);
  if (found.ends_with('\r')) found.remove_suffix(1);
  return std::string(found);
}

void show_sources(Notices& notices, const std::string& name, std::string_view text) {
  for (Notice& notice : notices) {
    if (notice.where.file != name || notice.where.column == 0 || !notice.source.empty()) continue;
    notice.source = source_line(text, notice.where.line);
    const std::string_view from =
        std::string_view(notice.source).substr(byte_of_column(notice.source, notice.where.column));
    notice.caret_length = std::max(1, code_point_count(from.substr(0, token_length(from))));
  }
}

}  // namespace steelyard
