// Whom a sentence counts: no controls, nobody without the treatment, nobody chosen by the result,
// no animals.
#include <algorithm>
#include <array>

#include "claim/sentence/phrases.h"
#include "claim/sentence/reader.h"
#include "claim/sentence/whom_words.h"

namespace steelyard::sentence {

namespace {

constexpr const char* of_everybody = "write the result of everybody who was treated";
constexpr const char* only_of_patients = "only numbers of patients can be set against trials";

// "On top of standard care", "added to": the treatment came beside it.
bool beside_care(const PhraseFinder& phrases, std::size_t i) {
  constexpr std::size_t reach = 3;
  for (std::size_t back = 1; back <= std::min(reach, i); ++back)
    if (is_one_of(phrases.word(i - back),
                  {"added", "top", "addition", "plus", "alongside", "along", "together", "combined",
                   "despite", "beside", "besides", "after", "failed", "beyond", "and"}))
      return true;
  return i > 0 && !is_one_of(phrases.word(i - 1),
                             {"given", "got", "received", "on", "with", "under", "getting",
                              "receiving", "had", "having", "in", "of", "just", "only", "the"});
}

}  // namespace

std::optional<WordRange> Reader::control_at() const {
  const PhraseFinder phrases(tokens_);
  const auto compared = [&](std::size_t i) {
    if (i < comparison_) return false;
    for (std::size_t at = comparison_; at < i; ++at)
      if (tokens_[at].kind == Kind::mark && is_one_of(tokens_[at].text, {",", ";", "."}))
        return false;
    return true;
  };
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    const auto found = phrases.at(whom::controls, i);
    const auto usual = phrases.at(whom::usual_care, i);
    if (!found && (!usual || beside_care(phrases, i))) continue;
    if (compared(i)) continue;
    const std::size_t to = found ? found->to : usual->to;
    if (!found && is_one_of(word(to), {"plus", "and", "with"}))
      continue;  // "standard therapy plus cells"
    const bool design =
        word(to) == "controlled" ||
        (to < tokens_.size() && tokens_[to].text == "-" && word(to + 1) == "controlled");
    const bool named_rate = relative_ && i >= 2 && word(i - 1) == "of" &&
                            is_one_of(word(i - 2), {"rate", "rates", "risk", "chance"});
    const bool history =
        i >= 1 && is_one_of(word(i - 1), {"previously", "hitherto", "formerly", "no"});
    if (!design && !named_rate && !history) return WordRange{i, to};
  }
  return std::nullopt;
}

bool Reader::refuse_other_people() {
  const bool counts = has_share_ || relative_;
  if (const auto control = counts ? control_at() : std::nullopt)
    return refuse(
        "\"" + slice(tokens_, control->from, control->to) +
            "\" names people of a comparison group, and the sentence counts them",
        "write the result of the people who were treated, such as \"150 of 200 treated people "
        "improved\"");
  return refuse_animals() || refuse_left() || (counts && refuse_subject()) ||
         refuse_without_treatment();
}

bool Reader::refuse_animals() {
  const PhraseFinder phrases(tokens_);
  const auto animal = phrases.first(whom::animals, 0, tokens_.size());
  if (!animal) return false;
  if (animal->from > 0 && is_one_of(word(animal->from - 1), {"to", "by"}))
    return false;  // "allergic to"
  for (std::size_t i = animal->from; i > 0 && i + 2 > animal->from; --i)
    if (tokens_[i - 1].kind == Kind::number)
      return refuse(
          "the sentence counts " + slice(tokens_, animal->from, animal->to) + ", not people",
          only_of_patients);
  return refuse(
      "the sentence speaks of " + slice(tokens_, animal->from, animal->to) + ", not people",
      only_of_patients);
}

// Who left the treatment, or was chosen by the result.
bool Reader::refuse_left() {
  const PhraseFinder phrases(tokens_);
  const bool counts = has_share_ || relative_;
  const bool good = is_good_event(reading_.counted.topic) || relative_;
  if (const auto found = phrases.first(whom::who_left, 0, tokens_.size());
      found && good && word(found->to) != "work")
    return refuse_phrase(*found, "it is not clear whether the people counted had the treatment",
                         of_everybody);
  if (const auto found = phrases.first(whom::by_result, 0, tokens_.size());
      found && counts &&
      !(found->from > 0 && is_one_of(word(found->from - 1), {"proportion", "rate", "percentage",
                                                             "number", "share", "fraction"})))
    return refuse_phrase(*found, "the people are chosen by their result", of_everybody);
  return false;
}

// Who refused or never had the treatment; both groups at once; some of the treated only.
bool Reader::refuse_without_treatment() {
  const PhraseFinder phrases(tokens_);
  const bool counts = has_share_ || relative_;
  const char* treated = "it is not clear that the people counted had the treatment";
  // "Death was 3 times more common without the pill"
  for (std::size_t i = 0; relative_ && i < std::min(comparison_, tokens_.size()); ++i) {
    const bool result = std::ranges::any_of(
        events_, [&](const Event& event) { return event.from > i && event.from < i + 5; });
    const bool inside = i >= relative_->from && i < relative_->to;
    if (word(i) == "without" && !inside && !result && !word(i + 1).empty())
      return refuse_phrase({i, i + 3}, treated, of_everybody);
  }
  // "Without stem cells only 1 in 4 go into remission"; "without steroids, 3 in 4 improved" may be a result
  if (share_ && word(0) == "without" && share_->from < 7)
    for (std::size_t i = 1; i < share_->from; ++i)
      if (is_one_of(word(i), {"only", "just", "cells", "cell", "vaccine", "vaccination", "pill", "it", "them",
                              "infusion", "infusions", "injection", "injections", "supplement"}))
        return refuse_phrase({0, share_->from}, treated, of_everybody);
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    auto found = phrases.at(whom::not_treated, i);
    // "60% stopped the drug" counts those who left: they are the result.
    const bool leaving = found && event_ && event_->topic == EventTopic::withdrawal &&
                         found->from <= event_->to && found->to >= event_->from;
    // "60% came off steroids": off other medicines, as a result.
    const auto other_medicine = [&](std::string_view name) {
      return is_one_of(name, {"steroids", "prednisone", "prednisolone", "corticosteroids", "insulin",
                              "dialysis", "opioids", "painkillers", "oxygen"});
    };
    const bool weaned = found && event_ && event_->topic == EventTopic::other_good &&
                        found->from == event_->from &&
                        (other_medicine(word(found->to)) || other_medicine(word(found->to + 1)) ||
                         word(found->to) == "other" || word(found->to + 1) == "other");
    if (weaned || leaving || (!counts && word(i) == "worldwide")) found.reset();
    const bool result_denied =
        reading_.counted.bad() && is_one_of(word(i), {"not", "no", "without", "never"});
    if (!found && i < comparison_ && counts && !result_denied)
      found = phrases.at(whom::not_given, i);
    if (found) return refuse_phrase(*found, treated, of_everybody);
  }
  for (std::size_t i = 0; i < tokens_.size(); ++i)
    if (const auto found = phrases.at(whom::some_only, i);
        found &&
        (relative_ || comparison_ < tokens_.size() || word(i) == "was" || word(i) == "were"))
      return refuse_phrase(
          *found, "the sentence speaks of some of the people only, or of another time", how_many());
  return false;
}

}  // namespace steelyard::sentence
