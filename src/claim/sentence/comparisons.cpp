// What a sentence without a number says about two groups: better, worse, no different.
#include <algorithm>

#include "claim/sentence/event_words.h"
#include "claim/sentence/reader.h"
#include "claim/sentence/signs.h"

namespace steelyard::sentence {

namespace {

constexpr const char* better_than =
    "write how the people who were treated did, such as \"better than placebo\"";

// What may be compared and speaks of how people fared.
bool tells_how_well(std::string_view word) {
  return is_one_of(
      word,
      {"better",     "worse",   "superior",   "inferior",   "effective", "efficacious", "well",
       "good",       "safe",    "safer",      "less",       "more",      "fewer",       "often",
       "oftener",    "higher",  "lower",      "greater",    "likely",    "toxic",       "harmful",
       "dangerous",  "helpful", "beneficial", "successful", "deadly",    "risky",       "unsafe",
       "frequently", "rarely",  "smaller",    "larger",     "bigger",    "stronger",    "weaker"});
}

// Says by how much, not whether that is good: of what, the sentence has to tell.
bool needs_event(std::string_view word) {
  return is_one_of(word, {"often",  "oftener", "likely", "frequently", "rarely", "higher", "lower", "greater",
                          "smaller", "larger", "bigger", "more",       "less",   "fewer"});
}

// "Tastes better", "is better known": nothing that happened to people's health.
bool other_merit(std::string_view word) {
  return is_one_of(
      word, {"tastes",     "taste",     "tasted",    "looks",      "look",       "smells",
             "sells",      "sold",      "sell",      "like",       "likes",      "liked",
             "prefer",     "prefers",   "preferred", "known",      "studied",    "tested",
             "researched", "tolerated", "priced",    "value",      "documented", "absorbed",
             "regulated",  "accepted",  "suited",    "advertised", "understood", "reviewed",
             "rated",      "love",      "loved",     "sounds",     "paid",       "costs",
             "cost",       "bought",    "chose",     "buy",        "choose",     "investigated"});
}

bool weakened(std::string_view word) {
  return is_one_of(
      word,
      {"hardly",     "barely",   "scarcely", "almost",      "nearly",  "anything", "far",
       "fails",      "fail",     "failed",   "unlikely",    "neither", "nor",      "seemingly",
       "apparently", "might",    "could",    "may",         "would",   "should",   "can",
       "promises",   "promise",  "hopes",    "said",        "claims",  "claimed",  "thought",
       "believed",   "expected", "supposed", "potentially", "perhaps", "maybe",    "possibly",
       "probably",   "whether",  "if"});
}

}  // namespace

// Before a verdict on "better than": who is said to have fared how, and does the sentence say so?
bool Reader::refuse_comparison() {
  if (has_share_ || relative_ || comparison_ >= tokens_.size()) return false;
  const auto quoted = [&](std::size_t from, std::size_t to) {
    return "\"" + slice(tokens_, from, to) + "\": ";
  };
  if (refuse_animals()) return true;
  if (has_pair("in", {"cells"}))
    return refuse("the sentence speaks of cells, not people",
                  "only numbers of patients can be set against trials");
  for (std::size_t i = 0; i < comparison_; ++i) {
    const bool without =
        word(i) == "without" ||
        (word(i) == "not" && is_one_of(word(i + 1), {"taking", "using", "on", "given", "getting",
                                                     "receiving", "having"}));
    const bool other = std::ranges::any_of(
        events_, [&](const Event& event) { return event.from > i && event.from < i + 4; });
    if (without && !other)
      return refuse(quoted(i, std::min(i + 3, comparison_)) +
                        "it is not clear that this is said of the people who were treated",
                    better_than);
    const bool far_better = word(i) == "far" && word(i + 1) != "from";
    const bool lost = i + 3 > comparison_ && word(i + 1) == "to" &&  // "failed to beat placebo"
                      is_one_of(word(i), {"failed", "fails", "fail"});
    if (weakened(word(i)) && !far_better && !lost &&
        !(word(i) == "may" && i + 1 < tokens_.size() && tokens_[i + 1].kind != Kind::word))
      return refuse(
          quoted(i, std::min(i + 3, comparison_)) + "it is not clear whether the result came",
          better_than);
    if (other_merit(word(i)))
      return refuse(quoted(i, i + 1) + "it is not clear that this is a result of the treatment",
                    better_than);
  }
  const std::string_view joint = word(comparison_);
  const bool differs = [&] {
    for (std::size_t back = 1; back <= std::min<std::size_t>(3, comparison_); ++back)
      if (tells_difference(comparison_ - back) == comparison_) return true;
    return false;
  }();
  if (differs && !denied_comparison() && !has({"indistinguishable"}))
    return refuse("it is not clear which way the comparison goes", better_than);
  if (differs) {
    reading_.claim.asserted_direction = "no_difference";
    return false;
  }
  const bool beside = is_one_of(joint, {"with", "to"}) && comparison_ > 0 &&
                      is_one_of(word(comparison_ - 1), {"compared", "comparison", "relative"});
  if (beside) {
    // Which way is not said in the words right before.
    if (has({"worse", "inferior", "less", "fewer", "lower", "not", "no", "never", "more", "higher",
             "poorer"}))
      return refuse("it is not clear which way the comparison goes", better_than);
    return false;
  }
  if (word(comparison_ + 1) == "or")
    return refuse(
        quoted(comparison_ - 1, comparison_ + 3) + "it is not clear which of the two is said",
        better_than);
  if (joint != "than" && joint != "as") return false;
  const std::string_view how = comparison_ > 0 ? word(comparison_ - 1) : "";
  const bool least = joint == "as" && comparison_ >= 4 && word(comparison_ - 3) == "least";
  if (least) return refuse_no_worse();
  const auto event = event_of(events_, comparison_, tokens_.size());
  const bool known_event = event && event->to <= comparison_;
  const bool speed =
      is_one_of(how, {"faster", "sooner", "quicker", "earlier", "longer", "slower", "later"});
  if (!speed && !known_event && needs_event(how) && joint == "than")
    return refuse(quoted(comparison_ > 1 ? comparison_ - 2 : 0, comparison_ + 1) +
                      "it is not clear whether that is good or bad",
                  better_than);
  if (!speed && (known_event || tells_how_well(how))) {
    bool amount = false;
    for (std::size_t i = 0; i < comparison_; ++i)
      amount = amount || (is_one_of(word(i), {"more", "fewer"}) && is_people(word(i + 1)));
    if (!amount || known_event) return false;
  }
  return refuse(quoted(comparison_ > 0 ? comparison_ - 1 : 0, comparison_ + 1) +
                    "it is not clear that this is a result of the treatment",
                better_than);
}

// "No difference in mortality", "no reduction in deaths"
bool Reader::take_no_difference() {
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    const std::size_t to = no_difference_at(tokens_, i);
    if (to == 0) continue;
    const auto event = std::ranges::find_if(events_, [&](const Event& e) {
      return e.from >= to && (is_bad_event(e.topic) || is_good_event(e.topic));
    });
    if (event == events_.end()) continue;
    reading_.claim.type = "comparative";
    reading_.claim.asserted_direction = "no_difference";
    reading_.claim.events.reset();
    const bool rise = is_one_of(word(to - 2), {"increase", "increases", "rise", "excess"});
    const bool fall =
        is_one_of(word(to - 2), {"reduction", "reductions", "decrease", "drop", "fall"});
    const bool good_of = is_good_event(event->topic) ||
                         is_one_of(word(event->from), {"survived", "survive", "survival"});
    if ((rise && !good_of) || (fall && good_of)) return refuse_no_worse();
    reading_.counted = {
        event->topic, is_one_of(word(event->from), {"survived", "survive", "survival", "alive"}),
        has({"severe", "serious", "major"}), slice(tokens_, event->from, event->to)};
    understood("no_difference", {
                                    {"what", reading_.counted.words}
    });
    return true;
  }
  return false;
}

// "No more deaths", "no worse than": as many or fewer, as good or better.
bool Reader::refuse_no_worse() {
  return refuse("it is said to be no worse, which may mean as good or better",
                "write one of the two, such as \"as many deaths as with placebo\" or \"fewer "
                "deaths than with "
                "placebo\"");
}

// "Nothing works better than the pill": who is compared is not said.
bool Reader::refuse_nothing_better() {
  for (std::size_t i = 0; i < comparison_; ++i) {
    const bool none =
        is_one_of(word(i), {"nothing", "none", "nobody"}) ||
        (word(i) == "no" && i == 0 &&
         !is_one_of(word(i + 1), {"better", "worse", "more", "less", "fewer", "greater", "higher",
                                  "lower", "different", "difference", "safer", "other"}) &&
         no_difference_at(tokens_, i) == 0 && !has_share_ && !begins_event(word(i + 1)));
    if (none && !has_share_ && !relative_)
      return refuse("it is not clear what is compared with what",
                    "write how the people who were treated did, such as \"better than placebo\"");
  }
  return false;
}

// "fewer patients died than with placebo"
void Reader::take_more_or_fewer() {
  if (comparison_ > 0 && is_one_of(word(comparison_ - 1), {"safe", "safer", "toxic", "harmful",
                                                           "dangerous", "risky", "unsafe"})) {
    reading_.counted = {EventTopic::none, false, false, "safety"};
    return;
  }
  const auto event = event_of(events_, comparison_, tokens_.size());
  if (!event || event->to > comparison_) return;
  int sign = 0;
  for (std::size_t i = 0; i < comparison_; ++i) {
    if (is_one_of(word(i), {"more", "higher", "oftener"})) sign = 1;
    if (is_one_of(word(i), {"fewer", "less", "lower"})) sign = -1;
  }
  if (sign == 0) return;
  // "Reduced relapses more than placebo", "relapses fell less than"
  if (is_one_of(word(comparison_ - 1), {"more", "less"}) && event->to < comparison_)
    for (std::size_t i = 0; i < comparison_; ++i)
      if (is_one_of(word(i), {"reduced", "reduces", "reduce", "cut", "cuts", "lowered", "lowers",
                              "decreased", "decreases", "prevented", "prevents", "fell", "dropped",
                              "declined", "eased", "eases", "relieved", "relieves"})) {
        sign = -sign;
        break;
      }
  CountedEvent& counted = reading_.counted;
  counted = {event->topic, event->denied, has({"severe", "serious", "major"}),
             slice(tokens_, event->from, event->to)};
  if (!counted.good() && !counted.bad()) return;
  if (denied_comparison()) {  // "no more side effects than": the event itself is not denied
    counted.denied = is_one_of(word(event->from), {"survived", "survive", "survival", "alive"});
    if (sign > 0 ? counted.bad() : counted.good()) refuse_no_worse();
    return;
  }
  reading_.claim.asserted_direction = (sign > 0) == counted.good() ? "benefit" : "harm";
  understood(sign > 0 ? "more_with" : "fewer_with", {
                                                        {"what", counted.words}
  });
}

void Reader::set_comparator() {
  Claim& claim = reading_.claim;
  std::string text;
  for (std::size_t i = comparison_ + 1; i < tokens_.size(); ++i) {
    if (text.empty() && is_one_of(word(i), {"with", "to", "the"})) continue;
    if (tokens_[i].kind == Kind::mark && is_one_of(tokens_[i].text, {".", ",", ";", "!", "("}))
      break;
    if (relative_ && relative_->named && is_one_of(word(i), {"was", "is"})) break;
    text += (text.empty() || tokens_[i].text == "-" ? "" : " ") + tokens_[i].text;
  }
  claim.comparator_text = text;
  const auto named_in = [&](std::initializer_list<std::string_view> words) {
    for (std::size_t i = comparison_ + 1; i < tokens_.size(); ++i)
      if (is_one_of(word(i), words)) return true;
    return false;
  };
  const bool vague =
      text.empty() || named_in({"standard", "usual", "conventional", "current", "other", "existing",
                                "traditional", "anything", "expected", "before", "ever", "drugs",
                                "drug", "medication", "medications", "medicine", "medicines"});
  claim.comparator_stated = vague ? "vague" : "named";
  if (relative_) return;
  const std::string_view how = word(comparison_ - 1),
                         before = comparison_ >= 2 ? word(comparison_ - 2) : "";
  const bool good_quality =
      is_one_of(how, {"safe", "effective", "good", "well", "helpful", "beneficial", "efficacious",
                      "successful", "tolerable", "reliable", "useful", "powerful"});
  const bool bad_quality =
      is_one_of(how, {"toxic", "harmful", "dangerous", "risky", "deadly", "unsafe", "painful"});
  const bool multiple =
      comparison_ >= 3 && is_one_of(word(comparison_ - 3), {"twice", "times", "half"});
  const bool as = word(comparison_) == "as";
  if (is_one_of(how, {"worse", "inferior"})) claim.asserted_direction = "harm";
  if ((before == "less" && good_quality) || (before == "more" && bad_quality))
    claim.asserted_direction = "harm";
  if (denied_comparison() && !as &&
      (claim.asserted_direction == "harm" || (word(comparison_) == "to" && how.ends_with("inferior"))))
    refuse_no_worse();
  if (denied_comparison())
    claim.asserted_direction = as ? "harm" : "no_difference";  // "not as good as"
  else if (as && !multiple)
    claim.asserted_direction = "no_difference";
  if (multiple && !denied_comparison()) claim.asserted_direction = "benefit";
}

// "No better than", "did not do better than", "occurred no more often than"
bool Reader::denied_comparison() const {
  constexpr std::size_t reach = 7;
  for (std::size_t back = 1; back <= std::min(reach, comparison_); ++back) {
    const std::size_t i = comparison_ - back;
    if (mark(i, "-")) continue;  // "non-inferior"
    const std::size_t behind = mark(i + 1, "-") ? i + 2 : i + 1;
    if ((word(i) == "non" && word(behind) == "inferior") || word(i) == "noninferior") return true;
    if (tokens_[i].kind != Kind::word) return false;
    if (is_one_of(word(i), {"who", "whose", "and", "but"})) return false;
    if (is_one_of(word(i), {"not", "never", "cannot", "neither"}) || word(i).ends_with("n't"))
      return word(i + 1) != "only";
    if (word(i) == "no") return true;
    if (is_one_of(word(i), {"failed", "fails", "fail"}) && word(i + 1) == "to") return true;
  }
  return false;
}

}  // namespace steelyard::sentence
