// The type of a claim, and what it leaves open.
#include <algorithm>
#include <cmath>

#include "claim/sentence/reader.h"
#include "claim/sentence/signs.h"
#include "steelyard/base/text.h"

namespace steelyard::sentence {

namespace {

// Two decimals, three of small ratios.
std::string ratio_shown(double ratio) {
  const double places = ratio < 0.1 ? 1000 : 100;
  return shortest(std::round(ratio * places) / places);
}

}  // namespace

bool Reader::speaks_of_duration() const {
  return has({"lasts", "lasted", "lasting", "last", "still", "sustained", "maintained", "remain",
              "remained", "remains", "persist", "persisted", "permanent", "permanently", "durable",
              "ongoing", "longlasting"}) ||
         has_pair("long", {"term"});
}

// "no severe reactions", "without infections", "nobody died": without a share beside it.
bool Reader::denies_event() const {
  return denies_harm(tokens_) || std::ranges::any_of(events_, [](const Event& event) {
           return event.denied && (event.topic == EventTopic::harm || event.topic == EventTopic::illness);
         });
}

void Reader::take_kind(const Numbers& numbers) {
  Claim& claim = reading_.claim;
  const bool compares = comparison_ < tokens_.size();
  const bool lasts = speaks_of_duration();
  claim.asserted_direction = "benefit";
  claim.asserted_size = has_share_ ? "number_given"
                        : has({"significant", "significantly", "dramatic", "dramatically", "huge",
                               "remarkable", "major", "greatly", "far"})
                            ? "important"
                            : "any";
  claim.comparator_stated = "none";
  claim.outcome_defined = outcome_is_defined();
  claim.source_named = names_source();
  if (has({"randomised", "randomized", "placebo"})) claim.design_claimed = "randomised";
  if (compares) set_comparator();
  if (compares && refuse_nothing_better()) return;
  constexpr long story = 3;  // people: specification, section 4.3 (G2)
  const bool many = (claim.n && *claim.n > story) || (claim.events && *claim.events > story);
  const bool few = numbers.lone_events && !claim.n && !many && reading_.counted.good();
  if (!numbers.world.empty() && !has_share_) {
    claim.type = "prevalence";
    claim.stated_value = numbers.world.front();
    claim.n.reset();
    understood("people_affected", {{"people", people_text(numbers.world.front())}});
  } else if (relative_) {
    take_ratio();
  } else if ((is_testimonial(tokens_) || few) && !many && !(share_ && !claim.percent_text.empty())) {
    claim.type = "testimonial";
    understood(std::max(claim.n.value_or(1), claim.events.value_or(1)) > 1 ? "few_stories"
                                                                           : "one_story");
  } else if (has_share_) {
    take_share_kind(lasts);
    if (compares) understood("compares", {{"with", claim.comparator_text}});
  } else if (take_no_difference()) {
    return;
  } else if (denies_event() && !(compares && denied_comparison()) && (claim.n || !compares)) {
    claim.type = "safety_zero";
    claim.events = 0;
    const auto harm = std::ranges::find_if(events_, [](const Event& e) { return is_bad_event(e.topic); });
    if (harm != events_.end()) {
      reading_.counted = {harm->topic, false, has({"severe", "serious", "major"}),
                          slice(tokens_, harm->from, harm->to)};
    }
    understood("no_harm");
  } else if (take_kind_without_number()) {
    return;
  } else if (compares) {
    claim.type = "comparative";
    take_more_or_fewer();
    understood("compares", {{"with", claim.comparator_text}});
  } else if (lasts &&
             (claim.time_point_weeks || several_times_ || has({"permanent", "permanently"}))) {
    claim.type = "durability";
    understood("lasts");
  } else if (claim.n) {
    refuse("a group of " + people_text(static_cast<double>(*claim.n)) +
               " people is named, but no result",
           "write how many had the result, such as \"150 of 200 people improved\"");
  } else {
    refuse_without_number();
  }
}

// "80% did not need surgery": an event that is not known, and a denial.
bool Reader::negated_result() const {
  if (!share_ || share_->events == 0.0) return false;
  constexpr std::size_t reach = 6;
  for (std::size_t i = share_->to; i < std::min(share_->to + reach, tokens_.size()); ++i)
    if (is_one_of(word(i), {"not", "didn't", "don't", "never", "weren't", "haven't", "couldn't",
                            "wasn't", "aren't", "doesn't", "failed", "without", "no"}))
      return !(word(i) == "no" && word(i + 1) == "longer");
  return false;
}

// The direction is that of what was counted; a rate of something bad promises nothing by itself.
void Reader::take_share_kind(bool lasts) {
  Claim& claim = reading_.claim;
  CountedEvent& counted = reading_.counted;
  const bool none = claim.events == 0 || parse_number(claim.percent_text) == 0.0;
  if (none && counted.denied && counted.topic != EventTopic::death) {
    refuse("the sentence denies twice, and it is not clear whom it counts",
           "write how many had the result, such as \"150 of 200 people improved\"");
    return;
  }
  const bool problem = counted.topic == EventTopic::harm;
  const bool turned = problem && counted.denied;
  if (turned && !take_complement()) return;
  const bool no_one = claim.events == 0 || parse_number(claim.percent_text) == 0.0;
  if (is_bad_event(counted.topic) && !counted.denied && counted.topic != EventTopic::withdrawal) {
    claim.type = no_one ? "safety_zero" : "safety_rate";
    if (no_one) claim.events = 0;
    if (no_one) claim.percent_text.clear();
    const bool few = has({"only", "just"}) || reading_.bound == Bound::fewer_than ||
                     reading_.bound == Bound::up_to;
    claim.asserted_direction = no_one || few ? "benefit" : "none";
    if (!turned) understood(no_one ? "counted_no_bad" : "counted_bad", {{"what", counted.words}});
    return;
  }
  claim.type = lasts && claim.time_point_weeks ? "durability" : "response_proportion";
  if (counted.good()) {
    claim.asserted_direction = no_one ? "none" : "benefit";
    understood(no_one                       ? "counted_nobody"
               : claim.type == "durability" ? "lasts"
                                            : "counted_good",
               {{"what", counted.words}});
    return;
  }
  claim.asserted_direction = "none";
  if (counted.topic == EventTopic::none && negated_result()) {
    refuse("it is not clear whom the sentence counts: those with the result, or those without",
           "write how many had the result, such as \"150 of 200 people improved\"");
    return;
  }
  if (counted.topic == EventTopic::none)
    understood("counted_unclear");
  else if (counted.topic == EventTopic::no_change)
    understood("counted_no_change", {{"what", counted.words}});
  else
    understood("counted_bad", {{"what", counted.words}});
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
                                  "lower", "different", "safer", "other"}) &&
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
  understood(sign > 0 ? "more_with" : "fewer_with", {{"what", counted.words}});
}

void Reader::take_ratio() {
  Claim& claim = reading_.claim;
  const double ratio = relative_->ratio;
  const bool risk = !event_ && has({"risk", "risks"});
  claim.type = "comparative";
  claim.asserted_size = "number_given";
  const bool bad = reading_.counted.bad() || risk;
  const bool known = bad || reading_.counted.good();
  claim.asserted_direction = !known ? "none" : (ratio > 1) != bad ? "benefit" : "harm";
  if (ratio == 1) claim.asserted_direction = "no_difference";
  claim.ratio = ratio;
  understood("ratio", {{"ratio", ratio_shown(ratio)}});
  if (event_)
    understood(bad ? "ratio_of_bad" : known ? "ratio_of_good" : "ratio_of_unclear",
               {{"what", reading_.counted.words}});
  if (comparison_ < tokens_.size()) understood("compares", {{"with", claim.comparator_text}});
}

// How it may work, who says so, how easy it is, what it will be: nothing of this can be counted.
bool Reader::take_kind_without_number() {
  Claim& claim = reading_.claim;
  const bool leaves = has({"stop", "stops", "stopping", "replace", "replaces", "replacing", "quit",
                           "instead", "unnecessary", "avoid", "avoids", "abandon", "ditch", "off",
                           "throw", "goodbye"});
  const bool care = has({"drugs", "drug", "medicine", "medicines", "medication", "medications",
                         "steroids", "insulin", "chemotherapy", "chemo", "surgery", "dialysis",
                         "antibiotics", "pills", "vaccine", "vaccines"});
  const bool need = has_pair("no", {"need"}) || has_pair("without", {"drugs", "medication", "surgery"});
  if ((leaves || need) && care && comparison_ >= tokens_.size()) {
    claim.type = "comparative";
    claim.add_on = "replacement";
    understood("replaces");
    return true;
  }
  const auto taken = [&](const char* type, const char* key) {
    claim.type = type;
    understood(key);
    return true;
  };
  const bool lasts = speaks_of_duration() && (claim.time_point_weeks || several_times_);
  if (claim.n || comparison_ < tokens_.size() || lasts) return false;
  if (has({"repair", "repairs", "repairing", "regenerate", "regenerates", "regeneration", "rebuild",
           "rebuilds", "restore", "restores", "boost", "boosts", "strengthen", "strengthens",
           "modulate", "modulates", "rejuvenate", "rejuvenates", "stimulate", "stimulates",
           "activate", "activates", "secrete", "secretes", "detoxify", "detoxifies", "cleanses",
           "immune", "differentiate", "mechanism", "powerful", "inflammation", "reset", "resets"}))
    return taken("mechanism", "mechanism");
  if (has({"approved", "approval", "fda", "ema", "certified", "accredited", "licensed", "registered",
           "ethics", "renowned", "pioneer", "pioneers", "award", "awards", "recommended", "endorsed",
           "doctors", "experts", "scientists", "professors", "professor", "regulated", "compliant",
           "universities", "hospitals"}))
    return taken("authority", "authority");
  if (has({"invasive", "outpatient", "painless", "downtime", "convenient", "affordable"}) ||
      has_pair("same", {"day"}))
    return taken("convenience", "convenience");
  if (has({"promising", "future", "soon", "hope", "potential", "breakthrough"}) ||
      has_pair("one", {"day"}))
    return taken("future", "future");
  return false;
}

void Reader::set_comparator() {
  Claim& claim = reading_.claim;
  std::string text;
  for (std::size_t i = comparison_ + 1; i < tokens_.size(); ++i) {
    if (text.empty() && is_one_of(word(i), {"with", "to", "the"})) continue;
    if (tokens_[i].kind == Kind::mark && is_one_of(tokens_[i].text, {".", ",", ";", "!", "("}))
      break;
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
  const bool multiple = comparison_ >= 3 && is_one_of(word(comparison_ - 3),
                                                      {"twice", "times", "half"});
  const bool as = word(comparison_) == "as";
  if (is_one_of(how, {"worse", "inferior"})) claim.asserted_direction = "harm";
  if ((before == "less" && good_quality) || (before == "more" && bad_quality))
    claim.asserted_direction = "harm";
  if (denied_comparison() && !as &&
      (claim.asserted_direction == "harm" || (word(comparison_) == "to" && how == "inferior")))
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
    if (tokens_[i].kind != Kind::word) return false;
    if (is_one_of(word(i), {"who", "whose", "and", "but"})) return false;
    if (is_one_of(word(i), {"not", "never", "cannot", "neither"}) || word(i).ends_with("n't"))
      return word(i + 1) != "only";
    if (word(i) == "no") return true;
  }
  return false;
}

// Outcomes that have an agreed meaning of their own; "better" and "success" have none.
bool Reader::outcome_is_defined() const {
  if (reading_.counted.topic == EventTopic::illness) return true;
  return has({"remission", "relapse", "relapsed", "survived", "survival", "died", "death", "acr20",
              "acr50", "sri", "easi", "pasi", "seizure", "pregnant", "conceived", "fracture",
              "stroke", "hospitalised", "hospitalized", "closure"});
}

bool Reader::names_source() const {
  return text_.find("10.1") != std::string_view::npos ||
         lower_case(text_).find("nct0") != std::string::npos || has_pair("et", {"al"});
}

void Reader::say_what_is_missing() {
  const Claim& claim = reading_.claim;
  const bool result = is_one_of(claim.type, {"response_proportion", "durability", "safety_rate"});
  if (result && !claim.n) missing("no_group_size");
  if (claim.type == "safety_zero" && !claim.n) missing("no_group_size");
  if ((result || claim.type == "comparative") && !claim.outcome_defined) missing("outcome");
  if (several_times_) missing("several_times");
  else if ((result || claim.type == "comparative") && !claim.time_point_weeks) missing("time_missing");
  if (claim.type == "durability") missing("followed");
  if (claim.comparator_stated == "vague") missing("comparator_vague");
  else if ((result || claim.ratio) && claim.comparator_stated == "none") missing("comparator");
  if (claim.ratio) missing("baseline");
  if (claim.type != "testimonial" && claim.type != "prevalence" && !claim.source_named)
    missing("source");
}
}  // namespace steelyard::sentence
