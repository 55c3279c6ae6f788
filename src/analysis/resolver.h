// Typed settings, looked up and complained about.
#pragma once
#include <fmt/format.h>

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "analysis/other_names.h"
#include "steelyard/base/table.h"
#include "steelyard/base/text.h"
#include "steelyard/study/review.h"

namespace steelyard {

class Resolver {
 public:
  Resolver(const Settings& settings, const Place& where) : settings_(settings), where_(where) {}

  [[nodiscard]] const Setting* find(const std::string& name) const {
    const auto found = settings_.find(name);
    return found == settings_.end() || found->second.text.empty() ? nullptr : &found->second;
  }

  void complain(const std::string& name, const std::string& must_be, const std::string& hint) {
    const Setting* setting = find(name);
    Notice notice;
    notice.where = setting != nullptr ? setting->where : where_;
    notice.text = setting != nullptr
                      ? fmt::format("{} is \"{}\", but must be {}", name, setting->text, must_be)
                      : fmt::format("{} is missing, but must be {}", name, must_be);
    if (setting != nullptr) {
      notice.source = setting->source;
      notice.caret_length = code_point_count(setting->text);
    }
    notice.hint = hint;
    notices.push_back(std::move(notice));
  }

  // The row that a setting names; `fallback` where it is not set.
  template <class Row>
  const Row* row(const std::string& name, std::span<const Row* const> rows, const Row* fallback,
                 const std::string& must_be) {
    const Setting* setting = find(name);
    if (setting == nullptr) return fallback;
    if (const Row* found = find_row(rows, setting->text); found != nullptr) return found;
    const OtherName* other = other_name(name, setting->text);
    const Row* same = other != nullptr ? find_row(rows, other->ours) : nullptr;
    if (same == nullptr)
      complain(name, must_be,
               other != nullptr ? std::string(other->hint) : suggestion(rows, setting->text));
    return same;
  }

  Notices notices;

 private:
  const Settings& settings_;
  const Place& where_;
};

// "true" and "yes" as TOML and spreadsheets write them.
inline std::optional<bool> truth(std::string_view text) {
  const std::string small = lower_case(text);
  if (small == "true" || small == "yes") return true;
  if (small == "false" || small == "no") return false;
  return std::nullopt;
}

}  // namespace steelyard
