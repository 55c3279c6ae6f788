// Characters in the texts and keys of a TOML file that no page can show.
#include "review_toml.h"
#include "steelyard/base/characters.h"

namespace steelyard {

namespace {

void check_text(const std::string& text, const Place& where, const std::string& subject,
                Notices& notices) {
  if (const auto found = first_unprintable(text))
    notices.push_back({Severity::error, where, subject + ": " + unprintable_text(*found), "", 0,
                       unprintable_hint()});
}

void check_value(const Toml& value, const std::string& key, Notices& notices) {
  if (const std::string* text = value.text()) check_text(*text, value.where, key, notices);
  if (const TomlArray* array = value.array())
    for (const Toml& each : *array) check_value(each, key, notices);
  if (const TomlTable* table = value.table())
    for (const auto& [name, each] : *table) {
      check_text(name, each.key_where, "the key '" + name + "'", notices);
      check_value(each, name, notices);
    }
}

}  // namespace

void check_characters(const Toml& root, Notices& notices) {
  check_value(root, "", notices);
}

}  // namespace steelyard
