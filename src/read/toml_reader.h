// Typed reading of one TOML table: collects what is wrong, knows its keys, suggests for others.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "steelyard/base/date.h"
#include "steelyard/base/notice.h"
#include "steelyard/base/toml.h"

namespace steelyard {

enum class Need { optional, required };

// Reads the keys of one table. Every key that is asked for is known; `finish` reports the others.
class TomlReader {
 public:
  // `subject` opens every message: "outcome remission", "question".
  TomlReader(const Toml& table, std::string subject, Notices& notices)
      : table_(table), subject_(std::move(subject)), notices_(notices) {}

  std::string text(std::string_view key, Need need = Need::optional);
  bool flag(std::string_view key, bool otherwise = false);
  std::optional<double> number(std::string_view key, Need need = Need::optional);
  std::optional<long> whole(std::string_view key);
  std::optional<Date> date(std::string_view key, Need need = Need::optional);
  std::vector<std::string> texts(std::string_view key);
  // A text from a closed list; empty if it is absent or another one.
  std::string one_of(std::string_view key, std::span<const std::string_view> allowed,
                     Need need = Need::optional);
  // The table or the tables under a key.
  const Toml* table(std::string_view key, Need need = Need::optional);
  std::vector<const Toml*> tables(std::string_view key);
  // Any value under a key.
  const Toml* value(std::string_view key, Need need = Need::optional);

  void error(const Toml& value, std::string text, std::string hint = "");
  void warning(const Toml& value, std::string text, std::string hint = "");
  // "x is a text, but must be a number".
  void wrong_kind(std::string_view key, const Toml& value, std::string_view must_be,
                  std::string hint = "");
  // Reports keys that nobody asked for.
  void finish();

  void set_subject(std::string subject) { subject_ = std::move(subject); }
  [[nodiscard]] const Toml& raw() const { return table_; }
  // The keys that were asked for so far.
  [[nodiscard]] const std::vector<std::string_view>& known() const { return known_; }
  [[nodiscard]] Notices& notices() { return notices_; }

 private:
  const Toml& table_;
  std::string subject_;
  Notices& notices_;
  std::vector<std::string_view> known_;
};

// A value as it was typed: "0.5", "true"; lists joined with commas. Absent for tables.
std::optional<std::string> as_typed(const Toml& value);

// Gives notices about `name` that have a place but no source line that line and a caret.
void show_sources(Notices& notices, const std::string& name, std::string_view text);

// The 1-based line of a text, without its end.
std::string source_line(std::string_view text, int line);

}  // namespace steelyard
