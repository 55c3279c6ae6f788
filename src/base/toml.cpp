// TOML text to a tree of our own. The only file that includes toml++.
#include "steelyard/base/toml.h"

#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#define TOML_ENABLE_FORMATTERS 0
#define TOML_ENABLE_UNRELEASED_FEATURES 0
// toml++ 3.3 asserts that a table header starts with a key character before it reports the error
// that it does not: "[=x]" would end a debug build.
#define TOML_ASSERT(expression) static_assert(true)
#include <toml++/toml.h>

#include <algorithm>

#include "steelyard/base/text.h"
#include "toml_depth.h"

namespace steelyard {

namespace {

Place place_of(const toml::source_region& region, const std::string& name) {
  return {name, static_cast<int>(region.begin.line), static_cast<int>(region.begin.column)};
}

std::string date_text(const toml::date_time& value) {
  const std::string date = iso_date({value.date.year, value.date.month, value.date.day});
  return date + " with a time";
}

Toml convert(const toml::node& node, const std::string& name) {
  Toml result;
  result.where = place_of(node.source(), name);
  result.key_where = result.where;
  if (const auto* value = node.as_boolean()) result.value = value->get();
  if (const auto* value = node.as_integer()) result.value = std::int64_t{value->get()};
  if (const auto* value = node.as_floating_point()) result.value = value->get();
  if (const auto* value = node.as_string()) result.value = value->get();
  if (const auto* value = node.as_date())
    result.value = Date{value->get().year, value->get().month, value->get().day};
  if (const auto* value = node.as_date_time()) result.value = date_text(value->get());
  if (node.is_time()) result.value = std::string("a time");
  if (const auto* values = node.as_array()) {
    TomlArray array;
    for (const toml::node& each : *values) array.push_back(convert(each, name));
    result.value = std::move(array);
  }
  if (const auto* entries = node.as_table()) {
    TomlTable table;
    for (const auto& [key, each] : *entries) {
      Toml value = convert(each, name);
      value.key_where = place_of(key.source(), name);
      table.emplace_back(std::string(key.str()), std::move(value));
    }
    // toml++ sorts keys by name; people expect the order of the file.
    std::ranges::stable_sort(table, [](const auto& a, const auto& b) {
      return std::pair(a.second.key_where.line, a.second.key_where.column) <
             std::pair(b.second.key_where.line, b.second.key_where.column);
    });
    result.value = std::move(table);
  }
  return result;
}

std::string line_of(std::string_view text, int line) {
  const auto lines = split(text, '\n');
  if (line < 1 || static_cast<std::size_t>(line) > lines.size()) return "";
  std::string found = lines[static_cast<std::size_t>(line) - 1];
  if (found.ends_with('\r')) found.pop_back();
  return found;
}

}  // namespace

Toml::Toml() = default;
Toml::Toml(const Toml& other) = default;
Toml::Toml(Toml&& other) noexcept = default;
Toml& Toml::operator=(const Toml& other) = default;
Toml& Toml::operator=(Toml&& other) noexcept = default;
Toml::~Toml() = default;

const Toml* Toml::find(std::string_view key) const {
  if (const TomlTable* entries = table())
    for (const auto& [name, entry] : *entries)
      if (name == key) return &entry;
  return nullptr;
}

std::string Toml::kind() const {
  constexpr std::string_view names[] = {"nothing", "true or false", "a whole number", "a number",
                                        "a text",  "a date",        "a list",         "a table"};
  return std::string(names[value.index()]);
}

Checked<Toml> parse_toml(std::string_view text, const std::string& name) {
  Checked<Toml> result;
  // toml++ and `convert` call themselves for each level: the stack would end before the text does.
  if (const auto at = too_deep(text)) {
    const std::string_view before = text.substr(0, *at);
    Notice notice;
    const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
    notice.where = {name, static_cast<int>(std::ranges::count(before, '\n')) + 1,
                    code_point_count(before.substr(line_start)) + 1};
    notice.text = "tables and lists stand " + std::to_string(deepest + 1) +
                  " levels deep here, but must be at most " + std::to_string(deepest);
    notice.source = line_of(text, notice.where.line);
    notice.caret_length = 1;
    result.notices.push_back(std::move(notice));
    result.value.value = TomlTable{};
    result.value.where = {name, 0, 0};
    return result;
  }
  const auto parsed = toml::parse(text, std::string_view(name));
  if (!parsed) {
    Notice notice;
    notice.where = place_of(parsed.error().source(), name);
    std::string problem(parsed.error().description());
    if (problem.starts_with("Error while parsing ")) problem = "in " + problem.substr(20);
    notice.text = "this is not TOML: " + problem;
    notice.source = line_of(text, notice.where.line);
    notice.caret_length = 1;
    result.notices.push_back(std::move(notice));
    result.value.value = TomlTable{};
    result.value.where = {name, 0, 0};
    return result;
  }
  result.value = convert(parsed.table(), name);
  return result;
}

}  // namespace steelyard
