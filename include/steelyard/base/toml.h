/// A TOML file as a tree in which every value knows its place.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "steelyard/base/checked.h"
#include "steelyard/base/date.h"

namespace steelyard {

struct Toml;
using TomlArray = std::vector<Toml>;
/// Keys in the order of the file.
using TomlTable = std::vector<std::pair<std::string, Toml>>;

/// One value. A date-time that is not a plain local date is kept as its text.
struct Toml {
  std::variant<std::monostate, bool, std::int64_t, double, std::string, Date, TomlArray, TomlTable>
      value;
  Place where;      ///< of the value
  Place key_where;  ///< of the key that holds it; of the value itself inside an array

  // Defined where the type is complete: a tree that holds itself by value needs that.
  Toml();
  Toml(const Toml& other);
  Toml(Toml&& other) noexcept;
  Toml& operator=(const Toml& other);
  Toml& operator=(Toml&& other) noexcept;
  ~Toml();

  /// The entry of a table; null if this is no table or has no such key.
  [[nodiscard]] const Toml* find(std::string_view key) const;
  [[nodiscard]] const TomlTable* table() const { return std::get_if<TomlTable>(&value); }
  [[nodiscard]] const TomlArray* array() const { return std::get_if<TomlArray>(&value); }
  [[nodiscard]] const std::string* text() const { return std::get_if<std::string>(&value); }
  /// "a text", "a whole number", "a date", "a table" …
  [[nodiscard]] std::string kind() const;
};

/// Parses TOML text. `name` is the file name that notices show.
/// Notices: an error with place, source line and caret if the text is not TOML.
Checked<Toml> parse_toml(std::string_view text, const std::string& name);

}  // namespace steelyard
