// Finds what the numbers of one sentence count.
#pragma once
#include <string>
#include <utility>

#include "claim/sentence/numbers.h"

namespace steelyard::sentence {

class Finder {
 public:
  explicit Finder(const std::vector<Token>& tokens) : tokens_(tokens), view_(tokens) {}

  Numbers find();

 private:
  static constexpr auto absent = static_cast<std::size_t>(-1);

  [[nodiscard]] std::string_view word(std::size_t i) const { return view_.word(i); }
  [[nodiscard]] bool mark(std::size_t i, std::string_view text) const { return view_.mark(i, text); }
  [[nodiscard]] bool number(std::size_t i) const { return view_.number(i); }
  void take(std::size_t from, std::size_t to) { view_.take(from, to); }

  bool refuse(std::string trouble, std::string hint) {
    if (numbers_.trouble.empty()) {
      numbers_.trouble = std::move(trouble);
      numbers_.hint = std::move(hint);
    }
    return true;
  }

  void add(CountedShare share);
  /// The number after "of", "of the", "out of all our" …; absent if none follows.
  [[nodiscard]] std::size_t number_after_of(std::size_t i) const;

  // What no number can be, in impossible.cpp.
  bool refuse_impossible();
  void take_intervals();
  void refuse_ranges();
  void refuse_other_things();
  [[nodiscard]] bool is_change(std::size_t i) const;

  // "none of", "all", "not one", in quantifiers.cpp.
  void take_all_but();
  void take_none_and_all();
  bool take_none(std::size_t i);
  bool take_neither(std::size_t i);
  void take_all(std::size_t i);
  bool refuse_inexact(std::size_t i);
  [[nodiscard]] bool clause_opens(std::size_t i) const;
  [[nodiscard]] bool result_follows(std::size_t i) const;
  [[nodiscard]] bool all_of_is_idiom(std::size_t i) const;

  // "9 of 12", "75%", "three quarters", in numbers.cpp.
  void take_zero_beside();
  void take_of_every();
  void take_pairs();
  void take_pair(std::size_t i);
  [[nodiscard]] bool group_was_said(std::size_t i, std::size_t joint, std::size_t whole) const;
  [[nodiscard]] bool speaks_of_risk(std::size_t i, std::size_t whole) const;
  bool take_slash(std::size_t i);
  void take_percents();
  void take_fractions();

  // Group sizes and numbers beside them, in groups.cpp.
  void take_groups();
  void take_rest();
  void take_denials();
  void group(std::size_t i);
  [[nodiscard]] bool percent_beside(std::size_t i) const;
  void take_events_beside(std::size_t i);
  [[nodiscard]] bool only_group_word(std::size_t i) const;
  [[nodiscard]] bool is_world(std::size_t people) const;
  [[nodiscard]] bool in_brackets(std::size_t i) const;
  [[nodiscard]] bool result_of_some(std::size_t i) const;

  const std::vector<Token>& tokens_;
  TokenView view_;
  Numbers numbers_;
  std::string change_;  // a change that was named: a criterion, if people are counted beside it
};

/// A word that tells a result: what happened, or a verb that says it did.
bool is_result(std::string_view word);
/// Counted, but no person: "mice", "joints", "doctors".
bool is_other_thing(std::string_view word);

}  // namespace steelyard::sentence
