// One sentence on its way to the fields of a claim.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "claim/sentence/events.h"
#include "claim/sentence/numbers.h"
#include "claim/sentence/phrases.h"
#include "claim/sentence/relative.h"
#include "claim/sentence/words.h"
#include "steelyard/claim/sentence.h"

namespace steelyard::sentence {

/// The phrase for a number that is not exact.
const char* bound_key(Bound bound);

class Reader {
 public:
  explicit Reader(std::string_view text);

  SentenceReading read();

 private:
  [[nodiscard]] std::string_view word(std::size_t i) const { return word_at(tokens_, i); }
  [[nodiscard]] bool has(std::initializer_list<std::string_view> words) const;
  [[nodiscard]] bool has_pair(std::string_view first,
                              std::initializer_list<std::string_view> second) const;

  SentenceReading refused(std::string why, std::string hint);
  bool refuse(std::string why, std::string hint);
  void understood(std::string key, std::vector<std::pair<std::string, std::string>> values = {}) {
    reading_.understood.push_back({std::move(key), std::move(values)});
  }
  void missing(std::string key) { reading_.missing.push_back({std::move(key), {}}); }

  // What cannot be read at all, in forms.cpp.
  bool refuse_form();
  bool refuse_idiom();
  void refuse_without_number();
  // Denied, doubted, supposed or planned, in frames.cpp.
  bool refuse_frame();
  bool refuse_not_yet();
  bool refuse_disowned();
  [[nodiscard]] std::optional<WordRange> exclaimed_at() const;
  bool refuse_untrue();
  bool refuse_imagined();
  bool refuse_doubted_behind();
  bool refuse_planned();
  bool refuse_before_number();
  bool refuse_denied_statement(std::size_t negator, std::size_t number);
  bool refuse_supposed();
  [[nodiscard]] std::size_t first_number() const;
  [[nodiscard]] std::size_t statement_at() const;

  // The share, the group and the time, in sentence.cpp.
  [[nodiscard]] std::vector<Token> without_relative() const;
  [[nodiscard]] std::size_t comparison_at() const;
  [[nodiscard]] bool starts_comparison(std::size_t i) const;
  [[nodiscard]] std::size_t tells_difference(std::size_t i) const;
  bool take_share(const Numbers& numbers);
  bool set_group(double n);
  bool set_events(double events);
  void say_share(const std::optional<CountedShare>& percent, const std::optional<CountedShare>& counts,
                 const Numbers& numbers);
  void take_time(const Numbers& numbers);

  // What the share counts, in counted.cpp.
  void find_event(const Numbers& numbers);
  [[nodiscard]] std::size_t from_degree(std::size_t event) const;
  bool take_others(Numbers& numbers);
  bool refuse_bundle(const Numbers& numbers);
  bool take_complement();
  [[nodiscard]] bool hedged() const;

  // Whether a denial was understood, in negation.cpp.
  void deny_behind(Event& event, std::size_t number) const;
  [[nodiscard]] std::size_t after_auxiliaries(std::size_t i) const;
  [[nodiscard]] bool negator_is_understood(std::size_t i) const;
  [[nodiscard]] bool no_event_between(std::size_t from, std::size_t to) const;
  bool refuse_negation();

  // Whom it counts, in whom.cpp.
  bool refuse_other_people();
  bool refuse_left();
  bool refuse_animals();
  bool refuse_without_treatment();
  [[nodiscard]] std::optional<WordRange> control_at() const;
  // Things, scores and kin instead of patients, and people chosen by their result, in subjects.cpp.
  bool refuse_subject();
  bool refuse_thing();
  bool refuse_chosen();
  bool refuse_reverse();

  // What looks like a result of the treatment and is none, in unclear.cpp, protection.cpp, lost.cpp.
  bool refuse_no_result();
  bool refuse_two_events();
  bool refuse_not_after_treatment();
  bool refuse_changed_thing();
  bool refuse_uncounted();
  bool refuse_loss();
  bool refuse_unknown_verb();
  bool refuse_spoken_of();
  bool refuse_not_reached();
  bool refuse_ended();
  bool refuse_gone();
  bool refuse_clause_between();

  // Numbers that are no share of people, in sizes.cpp.
  bool refuse_size();
  bool refuse_ratio_against_words();
  bool refuse_named_ratio();
  bool refuse_size_of_change();
  bool refuse_efficacy();
  bool refuse_other_number();
  [[nodiscard]] bool counts_other(std::size_t i) const;

  [[nodiscard]] bool mark(std::size_t i, std::string_view text) const { return mark_at(tokens_, i, text); }
  [[nodiscard]] bool is(std::size_t i, Kind kind) const {
    return i < tokens_.size() && tokens_[i].kind == kind;
  }
  bool refuse_phrase(const WordRange& place, const std::string& why,
                     const std::string& hint = how_many());

  // The type of the claim, in kinds.cpp.
  void take_kind(const Numbers& numbers);
  void take_share_kind(bool lasts);
  bool refuse_second_time();
  [[nodiscard]] bool negated_result() const;
  void take_ratio();
  void take_more_or_fewer();
  bool take_no_difference();
  bool refuse_nothing_better();
  bool refuse_comparison();
  bool refuse_no_worse();
  [[nodiscard]] bool denied_comparison() const;
  bool take_kind_without_number();
  [[nodiscard]] bool denies_event() const;
  void set_comparator();
  [[nodiscard]] bool speaks_of_duration() const;
  [[nodiscard]] bool outcome_is_defined() const;
  [[nodiscard]] std::optional<WordRange> stayed_at() const;
  [[nodiscard]] bool names_source() const;
  void say_what_is_missing();

  static std::string how_many() {
    return "write how many had the result, such as \"150 of 200 people improved\"";
  }

  std::string_view text_;
  int length_ = 0;
  std::vector<Token> tokens_;
  std::vector<Event> events_;
  std::optional<Relative> relative_;
  SentenceReading reading_;
  std::optional<CountedShare> share_;
  std::optional<Event> event_;
  std::size_t comparison_ = 0, lone_at_ = 0;
  bool has_share_ = false, several_times_ = false;
};

}  // namespace steelyard::sentence
