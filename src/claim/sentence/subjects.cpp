// What a number counts: no things, scores or kin, nobody chosen by the result.
#include <algorithm>
#include <string>

#include "claim/sentence/finder.h"
#include "claim/sentence/phrases.h"
#include "claim/sentence/reader.h"
#include "claim/sentence/whom_words.h"

namespace steelyard::sentence {

namespace {

// What the people who are described did: a second statement.
bool tells_more(std::string_view word) {
  return is_one_of(word,
                   {"are",   "were",   "had",   "have",     "is",   "was",   "took", "take",
                    "use",   "used",   "said",  "did",      "do",   "got",   "felt", "reported",
                    "came",  "smoked", "live",  "relapsed", "will", "drank", "ate",  "bought",
                    "chose", "paid",   "lived", "received", "knew", "wanted"});
}

constexpr const char* only_patients = "only numbers of patients can be set against trials";
constexpr const char* result_of_all = "write the result of everybody who was treated";

bool is_no_person(std::string_view word) {
  return is_other_thing(word) ||
         is_one_of(word,
                   {"kidneys",    "scores",    "items",    "outcomes", "endpoints", "values",
                    "parameters", "questions", "measures", "capsules", "pills",     "tablets",
                    "arms",       "markers",   "results",  "levels",   "counts",    "answers",
                    "days",       "nights",    "weeks",    "times",    "time",      "cost",
                    "costs",      "money",     "price",    "success",  "successes", "lungs",
                    "hearts",     "livers",    "muscles",  "nerves",   "bones",     "organs",
                    "tumours",    "tumors",    "genes",    "proteins", "cancers",   "stories",
                    "comments",   "ratings",   "reports",  "articles", "papers",    "books",
                    "words",      "effect",    "symptoms", "body",     "blood",     "skin",
                    "pain",       "income",    "profit",   "sales",    "calories",  "diet",
                    "weight",     "dose",      "drug",     "cells",    "treatment", "indicators",
                    "domains",    "criteria",  "targets",  "goals",    "tasks",     "ingredients"});
}

// "pateints": a slip of the pen.
bool is_misspelt(std::string_view word) {
  for (const std::string_view right :
       {std::string_view("patients"), std::string_view("participants"),
        std::string_view("people")}) {
    std::string a(word), b(right);
    std::ranges::sort(a);
    std::ranges::sort(b);
    if (a == b) return true;
    if (word.front() == right.front() && word.back() == right.back() && a.size() + 1 == b.size() &&
        std::ranges::includes(b, a))
      return true;
  }
  return false;
}

bool behind_share(std::string_view word) {
  return is_one_of(
      word, {"is",        "was",       "has",        "does",      "as",         "always",
             "this",      "us",        "thus",       "across",    "versus",     "plus",
             "its",       "his",       "hers",       "theirs",    "perhaps",    "sometimes",
             "less",      "besides",   "yes",        "weeks",     "months",     "years",
             "days",      "hours",     "afterwards", "towards",   "regardless", "ours",
             "overseas",  "sos",       "ms",         "lupus",     "sle",        "diabetes",
             "arthritis", "psoriasis", "sclerosis",  "nephritis", "hepatitis",  "tuberculosis",
             "cirrhosis", "fibrosis",  "dialysis",   "colitis",   "this"});
}

bool passes_over(std::string_view word) {
  return is_one_of(word, {"the",     "a",     "an",    "all",   "our",   "my",     "your", "their",
                          "his",     "her",   "its",   "these", "those", "this",   "that", "such",
                          "treated", "other", "total", "first", "last",  "latest", "most"});
}

bool stands_for_people(std::string_view word) {
  return is_people(word) || (!word.empty() && is_misspelt(word)) ||
         is_one_of(word, {"them",       "us",         "others",     "testers",    "you",
                          "whom",       "which",      "everyone",   "everybody",  "asthmatics",
                          "pensioners", "females",    "males",      "teachers",   "drinkers",
                          "elders",     "employees",  "staff",      "soldiers",   "players",
                          "students",   "pupils",     "citizens",   "residents",  "donors",
                          "ladies",     "gentlemen",  "survivors",  "responders", "nonresponders",
                          "completers", "members",    "norwegians", "cohort",     "group",
                          "groups",     "population", "sample",     "arm",        "mums",
                          "moms",       "dads",       "nurses",     "workers",    "cases",
                          "each",       "every",      "who",        "trial",      "study"});
}

}  // namespace

bool Reader::refuse_subject() {
  return refuse_thing() || refuse_chosen() || refuse_reverse();
}

// "24 of 40 scores improved", "60% of the cost", "15 of 20 wives said"
bool Reader::refuse_thing() {
  if (!share_) return false;
  const PhraseFinder phrases(tokens_);
  const auto counts = [&](std::size_t i) {
    if (is_no_person(word(i)))
      return refuse("the sentence counts " + std::string(word(i)) + ", not people", only_patients);
    return refuse(
        "it is not clear that \"" + std::string(word(i)) + "\" means people who were treated",
        "write \"people\" or \"patients\", if they are");
  };
  if (const auto found = phrases.first(whom::kin, 0, tokens_.size());
      found &&
      !(found->from + 1 < tokens_.size() && is_one_of(word(found->from), {"parents", "partners"}) &&
        found->from < share_->from))
    return refuse("\"" + slice(tokens_, found->from, found->to) +
                      "\": the people counted are not those who were treated",
                  result_of_all);
  if (share_->percent == "100" && !share_->worked_out && share_->from > 0 &&
      is_one_of(word(share_->from - 1), {"worked", "works", "work", "helped", "helps"}))
    return refuse("\"" + slice(tokens_, share_->from - 1, share_->to) + "\" is no share of people",
                  how_many());
  std::size_t i = share_->to;
  const bool of = word(i) == "of" && !share_->n && !share_->counts;
  if (of) {
    ++i;
    std::size_t noun = i;
    while (passes_over(word(noun))) ++noun;
    for (std::size_t at = i; at < std::min(noun + 4, tokens_.size()); ++at) {
      if (stands_for_people(word(at)) || tokens_[at].kind == Kind::number) return false;
      if (tokens_[at].kind == Kind::mark && tokens_[at].text != "-") break;
      if (at > noun && (is_one_of(word(at), {"is", "was", "were", "are", "had", "have", "has", "in",
                                             "due", "and", "improved"})))
        break;
    }
    if (noun < tokens_.size() && tokens_[noun].kind == Kind::word &&
        !word(noun).ends_with("ians") && (!is_result(word(noun)) || is_no_person(word(noun))))
      return counts(noun);
    return false;
  }
  if (!share_->n && !share_->counts && !share_->worked_out) return false;
  if (share_->events == 0.0) return false;
  // The last noun before the verb: "blood values", "kidneys"
  for (; i < std::min(share_->to + 4, tokens_.size()); ++i) {
    if (tokens_[i].kind == Kind::mark && tokens_[i].text == "-") continue;
    if (tokens_[i].kind != Kind::word || stands_for_people(word(i))) return false;
    if (is_one_of(word(i), {"in",  "with", "on",  "after", "who", "at",  "had",  "were", "have",
                            "are", "for",  "to",  "from",  "by",  "did", "and",  "or",   "could",
                            "can", "will", "not", "no",    "was", "is",  "felt", "got",  "within",
                            "beat", "kissed", "said", "waved"}))
      return false;
    if (is_no_person(word(i)) && word(i).ends_with('s') && !word(i + 1).empty() &&
        !is_people(word(i + 1)))
      return counts(i);
    const bool plural = word(i).size() > 3 && word(i).ends_with('s') && !word(i).ends_with("ss") &&
                        !word(i).ends_with("ous") && !word(i).ends_with("'s") &&
                        !behind_share(word(i)) && !is_result(word(i)) && !begins_event(word(i)) &&
                        !is_people(word(i + 1)) &&
                        !(is_people(word(i + 2)) && !is_result(word(i + 1)));
    if (plural && !word(i).ends_with("ians") && !word(i).ends_with("ics")) return counts(i);
    if (is_result(word(i))) return false;
  }
  return false;
}

// "75% of patients who got better had used our tea": chosen by the result.
bool Reader::refuse_chosen() {
  if (event_ && relative_ && event_->of_whom && event_->to <= relative_->from)
    return refuse(
        "\"" + slice(tokens_, event_->from, event_->to) +
            "\": it says who the people are, not what the ratio counts",
        "write \"twice as many people improved\" or \"50% fewer people got tuberculosis\"");
  if (!event_ || !share_) return false;
  const auto quoted = [&](std::size_t from, std::size_t to) {
    return refuse("\"" + slice(tokens_, from, to) + "\": the people are chosen by their result",
                  result_of_all);
  };
  const auto good = [](const Event& e) { return is_good_event(e.topic) != e.denied; };
  if (event_->of_whom && good(*event_) && is_good_event(event_->topic) &&
      (event_->to <= share_->from || tells_more(word(event_->to)))) {
    for (std::size_t back = 1; back <= std::min<std::size_t>(5, event_->from); ++back)
      if (is_one_of(word(event_->from - back), {"who", "that"}))
        return quoted(event_->from - back, event_->to);
  }
  if (is_one_of(word(share_->to), {"responders", "survivors", "completers", "nonresponders"}) &&
      begins_event(word(share_->to + 1)))
    return quoted(share_->to, share_->to + 1);
  for (const Event& event : events_) {
    if (!good(event) || !is_good_event(event.topic) || event.from < 2) continue;
    const bool in_it =
        is_one_of(word(event.from - 1), {"in", "with"}) && is_people(word(event.from - 2));
    if (!in_it) continue;
    if (tells_more(word(event.to))) return quoted(event.from - 2, event.to);
  }
  return false;
}

// "60 of 100 remissions were in patients taking it", "50 of 500 who died had taken the pill"
bool Reader::refuse_reverse() {
  const PhraseFinder phrases(tokens_);
  if (relative_) {
    const auto found =
        phrases.first(whom::likely_had_it, relative_->to, relative_->to + 2);
    return found &&
           refuse_phrase(*found,
                         "it tells what those with the result had done, not how the treated fared");
  }
  if (!share_) return false;
  const std::size_t to = share_->to;
  const char* why = "it tells how many of those with the result had the treatment, not the other way round";
  if (event_ && event_->from >= to)
    if (const auto found = phrases.first(whom::had_it, event_->to, event_->to + 2))
      return refuse_phrase(*found, why);
  for (std::size_t i = to; i + 2 < std::min(to + 9, tokens_.size()); ++i) {
    const bool were =
        is_one_of(word(i), {"were", "was", "are", "is", "occurred", "happened", "came", "arose"});
    for (std::size_t j = i + 2;
         were && is_one_of(word(i + 1), {"in", "among", "from"}) && j < i + 4; ++j)
      if (is_people(word(j)) ||
          is_one_of(word(j), {"vaccinated", "treated", "unvaccinated", "untreated"}))
        return refuse_phrase({i, j + 1}, why);
    if (i < to + 3 && word(i) == "cases" && word(i + 1) == "of" && is_result(word(i + 2)) && word(to) == "of")
      return refuse_phrase({i, i + 3}, "the sentence counts cases of a result, not people");
  }
  for (std::size_t i = to; i < to + 3; ++i)
    if (is_one_of(word(i), {"remissions", "deaths", "relapses", "recoveries", "infections", "cures"}) &&
        share_->events != 0.0 && (share_->n || word(to) == "of") &&
        (word(i) != "deaths" || to > share_->from + 1))
      return refuse("the sentence counts " + std::string(word(i)) + ", not people", only_patients);
  return false;
}

}  // namespace steelyard::sentence
