// Sentences that could be read, but speak of other people, other times, other sizes, or are disowned.
#include "claim/sentence/doubts.h"

#include <algorithm>
#include <cmath>

#include "claim/sentence/event_words.h"
#include "claim/sentence/finder.h"
#include "claim/sentence/phrases.h"
#include "steelyard/base/text.h"

namespace steelyard::sentence {

namespace {

constexpr const char* count_the_treated =
    "write how many had the result, such as \"150 of 200 people improved\"";

// Who left, refused or never had the treatment; what came of time alone; both arms at once.
constexpr PhraseTable not_treated(
    "off pill, off pills, off drug, off drugs, off tablet, off tablets, off medicine, "
    "off medication, off vaccine, off treatment, off therapy, taken off, come off, came off, "
    "going off, refusing, refused, refuse, rejecting, rejected, declining, declined pill, "
    "declined treatment, forgot, forgets, forgetting, forgotten, gave up, giving up, given up, "
    "skipping, skipped, instead of, in place of, rather than, was stopped, were stopped, "
    "been stopped, is stopped, was withdrawn, were withdrawn, been withdrawn, is withdrawn, "
    "was replaced, were replaced, been replaced, was discontinued, been discontinued, "
    "left to nature, to nature, mother nature, natural course, nature alone, time alone, "
    "time healed, passage of time, by waiting, just waiting, existed, was invented, "
    "was available, became available, was approved, inert, worldwide, both arms, both groups, "
    "both treatments, either treatment, either arm, either group, either drug, either pill, "
    "all groups, all arms, each arm, each group, whether they, whether or not, whatever they, "
    "whatever treatment, whichever, or not, diet and exercise, diet alone, exercise alone, "
    "by diet, by exercise, who prayed, prayer, competitor, competitors, competitor's, competing, "
    "rival, rival's, regardless of, irrespective of, with or without, on nothing, who avoided, "
    "avoided pill, avoiding pill, threw away, spat out, who shunned, who lacked, "
    "who could not get");

// Another time, dose or kind of people than those who were treated.
constexpr PhraseTable other_groups(
    "was introduced, were introduced, been introduced, introduction of, in second year, "
    "in third year, in fourth year, in fifth year, in final year, higher dose, high dose, "
    "highest dose, low dose, lower dose, lowest dose, double dose, half dose, higher doses, "
    "high doses, low doses, lower doses, nonsmokers, non smokers, smokers");

// The sentence does not stand behind what it says.
constexpr PhraseTable disowning(
    "banned, fined, fine for, sued for, prosecuted for, convicted for, censured, reprimanded, "
    "dropped claim, drops claim, dropping claim, withdrew statement, beware, forget, "
    "ignore claim, ignore ads, nothing of kind, no such thing, lied, lying, told lies, liars, "
    "since withdrawn, later withdrawn, since corrected, later corrected, invented, correction, "
    "erratum, misprint, typo, by mistake, in error, my foot, my eye, yeah right, if only, as if, "
    "dream on, in your dreams, pigs fly, joke, joking, just kidding, little to suggest, "
    "nothing to suggest, little to show, nothing to show, little reason, no reason, little sign, "
    "has to prove, have to prove, had to prove, must prove, needs to prove, yet to prove, "
    "yet to show, remains to be, has to show, have to show, must show, only on paper, "
    "in pilot but, but not in, but trial found, but study found, lab dish, petri dish, test tube, "
    "test tubes, in vitro, want you to, wants you to, want us to, would have you, "
    "like you to think, have us believe, bogus, scam, alleged, propaganda, fake news, "
    "cannot be trusted, can't be trusted, do not believe, don't believe, don't trust, "
    "do not trust, overturned, so called, deceptive, from saying, from claiming, untruthful");

// What is to come, was aimed at, or came out of a computer.
constexpr PhraseTable not_yet(
    "projected, projection, fell short, falls short, fall short, missed target, our model, "
    "to model, models, modelling, modeling, virtual, in silico, digital twins, we guarantee, "
    "guarantee, guarantees, was supposed, were supposed, is supposed, are supposed, supposed to, "
    "will be better, will be superior, will be more, will be less, will be safer, will beat, "
    "will outperform, will do better, will work better, on track, set to, poised");

// A result that is spoken of and did not come.
constexpr PhraseTable not_reached(
    "shot at, in sight, within reach, had history of, have history of, told they, were told, "
    "was told, been told, feared, fear of, fearing, fears of, faced, facing, face, at risk of, "
    "at risk for, warned about, warned of, warned that, lost parent, lost mother, lost father, "
    "lost friend, lost husband, lost wife, lost child, lost relative, worried about, worry about, "
    "anxious about, afraid of, scared of, asked about, hopes of, hope of, verge of, brink of, "
    "on way to, on road to, on path to, close to remission, close to response, near remission, "
    "odds of, prospect of, concerned about, dreaded, dreading, read about, heard about, heard of, "
    "learned about, knew someone, had relative, family member");

constexpr PhraseTable beasts(
    "badgers, badger, ferrets, macaques, primates, cattle, cows, calves, chickens, puppies, "
    "kittens, rodents, guinea pigs, beagles, piglets, goats, birds, possums, deer, elk, meerkats, "
    "elephants, baboons, chimpanzees, lambs, pets, chimps, gerbils, foxes, bats, worms");

constexpr PhraseTable ratio_names(
    "risk ratio, odds ratio, hazard ratio, rate ratio, hazards ratio, hazard ratios, odds ratios, "
    "risk ratios, relative risk, relative risks, prevalence ratio");

constexpr PhraseTable sizes(
    "percentage points, percentage point, factor of, a factor, standard deviations");

class DoubtFinder {
 public:
  DoubtFinder(const std::vector<Token>& tokens, const AsRead& read)
      : tokens_(tokens), read_(read), phrases_(tokens) {}

  std::optional<Doubt> find() {
    for (const auto& doubt : {phrase(), ratio(), size(), question(), efficacy(), aside(), gone(), likely_taking(), reverse(), other_number()})
      if (doubt) return doubt;
    return std::nullopt;
  }

 private:
  [[nodiscard]] std::string_view word(std::size_t i) const { return phrases_.word(i); }
  [[nodiscard]] bool mark(std::size_t i, std::string_view text) const {
    return i < tokens_.size() && tokens_[i].kind == Kind::mark && tokens_[i].text == text;
  }
  [[nodiscard]] bool is(std::size_t i, Kind kind) const { return i < tokens_.size() && tokens_[i].kind == kind; }

  [[nodiscard]] Doubt at(const WordRange& place, const std::string& why,
                         const char* hint = count_the_treated) const {
    return {"\"" + slice(tokens_, place.from, std::min(place.to, tokens_.size())) + "\": " + why, hint};
  }

  [[nodiscard]] std::optional<Doubt> phrase() const {
    const std::size_t end = tokens_.size();
    const bool counts = read_.share || read_.relative;
    const char* whom = "it is not clear that the people counted had the treatment";
    for (std::size_t i = 0; i < end; ++i)
      if (const auto found = phrases_.at(not_treated, i); found && !counted_leaving(*found) && (counts || word(i) != "worldwide"))
        return at(*found, whom);
    for (std::size_t i = 0; i < end; ++i)
      if (const auto found = phrases_.at(other_groups, i);
          found && (read_.relative || read_.comparison < end || tokens_[found->from].text.starts_with("was") ||
                    tokens_[found->from].text.starts_with("were")))
        return at(*found, "the sentence speaks of some of the people only, or of another time");
    if (const auto found = phrases_.first(disowning, 0, end))
      return at(*found, "the sentence denies or doubts a claim instead of making one",
                "write what is said to be so");
    if (const auto found = phrases_.first(not_yet, 0, end))
      return at(*found, "the sentence speaks of what is hoped or planned, not of what came");
    for (std::size_t i = 0; i + 1 < end; ++i) {
      const bool aside = mark(i, "(") && is_one_of(word(i + 1), {"target", "expected", "planned", "goal",
                                                                 "hoped", "aim", "predicted", "forecast", "estimate",
                                                                 "estimated", "prediction"});
      const bool year = word(i) == "by" && is(i + 1, Kind::number) && tokens_[i + 1].value >= 1900 &&
                        tokens_[i + 1].value <= 2200 && tokens_[i + 1].text.size() == 4;
      if (aside || year)
        return at({i, i + 2}, "the sentence speaks of what is hoped or planned, not of what came");
      if (is_one_of(word(i), {"if", "unless"}) && i > 0)
        return at({i, i + 3}, "the sentence supposes something instead of claiming it",
                  "write what is said to be so");
      const bool even = word(i) == "not" && is_one_of(word(i + 1), {"even", "only"}) && i + 2 < end &&
                        tokens_[i + 2].kind != Kind::word && tokens_[i + 2].kind != Kind::mark;
      if (even) return at({i, i + 3}, "it is not clear how many had the result");
    }
    if (read_.event)
      if (const auto found = phrases_.first(not_reached, 0, end); found && !(read_.relative && word(found->from) == "odds"))
        return at(*found, "it is not clear whether the result came");
    if (const auto found = phrases_.first(beasts, 0, end))
      return Doubt{"the sentence speaks of " + slice(tokens_, found->from, found->to) + ", not people",
                   "only numbers of patients can be set against trials"};
    return chance();
  }

  // "60% had a chance of remission"; a chance that is multiplied is a ratio.
  [[nodiscard]] std::optional<Doubt> chance() const {
    if (read_.relative || !read_.share || !read_.event) return std::nullopt;
    for (std::size_t i = read_.share->to + 1; i + 1 < read_.event->from; ++i)
      if (is_one_of(word(i), {"chance", "chances", "hope", "hopes", "possibility", "opportunity"}) &&
          is_one_of(word(i + 1), {"of", "at", "for", "to"}))
        return at({i, read_.event->to}, "it is not clear whether the result came");
    return std::nullopt;
  }

  // "60% stopped the drug" counts those who left: they are the result.
  [[nodiscard]] bool counted_leaving(const WordRange& found) const {
    return read_.event && read_.event->topic == EventTopic::withdrawal && found.from <= read_.event->to &&
           found.to >= read_.event->from;
  }

  // "RR 2.5 for death", "the odds ratio was 0.4": a number that counts no people.
  [[nodiscard]] std::optional<Doubt> ratio() const {
    const char* why = "odds, hazards and ratios without words are no numbers of people";
    const char* hint = "write \"twice as many people improved\" or \"150 of 200 people improved\"";
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const auto found = phrases_.at(ratio_names, i);
      if (found && !read_.relative) return at(*found, why, hint);
      const std::size_t next = i + (mark(i + 1, "=") || mark(i + 1, ":") || mark(i + 1, "(") ||
                                            is_one_of(word(i + 1), {"of", "was", "is"})
                                        ? 2
                                        : 1);
      const bool short_name = is_one_of(word(i), {"rr", "hr", "or", "irr", "arr", "nnt", "nnh", "aor", "ahr"}) &&
                              is(next, Kind::number) &&
                              (word(i) != "or" || tokens_[next].value != std::floor(tokens_[next].value));
      if (short_name) return at({i, next + 1}, why, hint);
      if (is_one_of(word(i), {"ratio", "ratios", "hazard", "hazards", "odds"}) && !read_.relative)
        return at({i, i + 1}, why, hint);
    }
    return std::nullopt;
  }

  // "outperformed placebo by 90%", "jumped 90% over placebo": by how much, not how many.
  [[nodiscard]] std::optional<Doubt> size() const {
    const char* why = "this is the size of a change or difference, not a share of people";
    if (const auto found = phrases_.first(sizes, 0, tokens_.size())) return at(*found, why);
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (word(i).ends_with("fold") && word(i).size() > 4 && !read_.relative) return at({i, i + 1}, why);
      if (is(i, Kind::word) || is(i, Kind::mark)) continue;
      if (read_.relative && i >= read_.relative->from && i < read_.relative->to) continue;
      if (is_one_of(word(i + 1), {"points", "point", "pp"})) return at({i, i + 2}, why);
      for (std::size_t back = 1; back <= 3 && back <= i && is(i, Kind::percent); ++back) {
        if (is_one_of(word(i - back), {"increased", "jumped", "rose", "soared", "surged", "grew", "climbed",
                                       "dropped", "fell", "increases", "jumps", "rises", "decreased", "declined",
                                       "plunged", "gained", "boosted", "shot", "went up", "leapt", "shrank"}))
          return at({i - back, i + 1}, why);
        if (!is_one_of(word(i - back), {"by", "about", "nearly", "almost", "over", "than", "more", "up", "to"}))
          break;
      }
      const bool over = is(i, Kind::percent) && is_one_of(word(i + 1), {"over", "above", "beyond"}) &&
                        is_one_of(word(i + 2), {"placebo", "the", "standard", "usual", "controls", "control"});
      if (over) return at({i, i + 3}, why);
      const bool times = !read_.relative && is_one_of(word(i + 1), {"times", "fold"}) &&
                         (is_one_of(word(i + 2), {"better", "worse", "superior", "stronger", "greater"}) ||
                          is_one_of(word(i + 3), {"effective", "efficacious", "potent", "powerful"}));
      if (times) return at({i, i + 3}, why);
      // "cuts the risk of TB by less than 5%"
      for (std::size_t back = 1; back <= 5 && back <= i && own_percent(i); ++back) {
        if (word(i - back) == "by") return at({i - back, i + 1}, why);
        if (!is_one_of(word(i - back), {"as", "little", "much", "less", "more", "than", "at", "least", "most",
                                        "up", "to", "only", "just", "about", "under", "over", "nearly", "almost",
                                        "well", "some", "around", "a", "mere"}))
          break;
      }
      // "2 more remissions per 1000 than placebo"
      const bool more = is(i, Kind::number) && !read_.relative &&
                        is_one_of(word(i + 1), {"more", "fewer", "extra", "additional", "less"}) &&
                        (is_people(word(i + 2)) || begins_event(word(i + 2)) || word(i + 2).ends_with('s'));
      if (more) return at({i, i + 3}, why);
    }
    return std::nullopt;
  }

  [[nodiscard]] bool own_percent(std::size_t i) const {
    return is(i, Kind::percent) && !read_.relative && read_.share && i >= read_.share->from && i < read_.share->to;
  }

  // "Vaccine efficacy was 50%": a smaller risk, not half of the people.
  [[nodiscard]] std::optional<Doubt> efficacy() const {
    if (!read_.share || read_.relative) return std::nullopt;
    for (std::size_t i = 0; i < tokens_.size(); ++i)
      if (is_one_of(word(i), {"efficacy", "effectiveness"}))
        return at({i, i + 1}, "a share of people, or a smaller risk: which is not clear",
                  "write \"95 of 100 people improved\" or \"95% fewer people fell ill\"");
    return std::nullopt;
  }

  // "65% of patients, all of whom had failed other drugs, improved": the clause between tells whom.
  [[nodiscard]] std::optional<Doubt> aside() const {
    if (!read_.share || !read_.event || read_.event->from < read_.share->to) return std::nullopt;
    std::size_t open = tokens_.size();
    for (std::size_t i = read_.share->to; i < read_.event->from; ++i) {
      if (is_one_of(word(i), {"whom", "who", "whose"}))
        for (std::size_t back = 1; back <= 3; ++back)
          if (mark(i - back, ",")) open = i;
      if (mark(i, ",") && open < i) open = tokens_.size();
    }
    if (open == tokens_.size()) return std::nullopt;
    for (std::size_t i = read_.event->to; i + 1 < tokens_.size(); ++i)
      if (mark(i, ",") && begins_result(i + 1))
        return at({open, i}, "it is not clear whether this is the result, or tells whom it counts");
    return std::nullopt;
  }

  [[nodiscard]] bool begins_result(std::size_t i) const {
    for (std::size_t at = i; at < i + 4; ++at)
      if (is_result(word(at))) return true;
    return false;
  }

  // "saw their serious side effects disappear": they had them, and no longer.
  [[nodiscard]] std::optional<Doubt> gone() const {
    if (!read_.event || is_good_event(read_.event->topic)) return std::nullopt;
    if (read_.event->denied && read_.event->topic != EventTopic::harm) return std::nullopt;
    for (std::size_t i = read_.event->to; i < read_.event->to + 3; ++i)
      if (is_one_of(word(i), {"disappear", "disappeared", "disappears", "vanish", "vanished", "resolve", "resolved",
                              "subside", "subsided", "ease", "eased", "clear", "cleared", "fade", "faded",
                              "disappearing", "ended", "stopped", "ceased", "end", "stop", "cease"}) ||
          (is_one_of(word(i), {"go", "went", "gone", "going"}) && word(i + 1) == "away"))
        return at({read_.event->from, i + 1},
                  "it is not clear whether the people counted had the result");
    return std::nullopt;
  }

  [[nodiscard]] std::optional<Doubt> question() const {
    for (std::size_t i = 0; i + 1 < tokens_.size(); ++i)
      if (mark(i, "?")) return Doubt{"the sentence asks and does not claim", "write what is said to be so"};
    return std::nullopt;
  }

  // "Patients in remission were twice as likely to be taking the pill"
  [[nodiscard]] std::optional<Doubt> likely_taking() const {
    if (!read_.relative) return std::nullopt;
    constexpr PhraseTable taking(
        "to be taking, to be on, to have taken, to have used, to have received, to be using, to take, "
        "to use, to have had, to be vaccinated, to have been vaccinated, to be treated, "
        "to have been treated, to have been taking, to have been given, to have been on");
    if (const auto found = phrases_.first(taking, read_.relative->to, read_.relative->to + 2))
      return at(*found, "it tells what those with the result had done, not how the treated fared");
    return std::nullopt;
  }

  // "60 of 100 remissions were in patients taking it", "50 of 500 who died had taken the pill"
  [[nodiscard]] std::optional<Doubt> reverse() const {
    if (!read_.share) return std::nullopt;
    const std::size_t to = read_.share->to;
    constexpr PhraseTable had_it(
        "had taken, had received, had been given, had used, were taking, had been taking, was taking, "
        "were vaccinated, had been vaccinated, had been treated, were using, had got, had been on, "
        "were on, took, received, had had, did take");
    const char* why = "it tells how many of those with the result had the treatment, not the other way round";
    if (read_.event && read_.event->from >= to)
      if (const auto found = phrases_.first(had_it, read_.event->to, read_.event->to + 2)) return at(*found, why);
    for (std::size_t i = to; i + 2 < std::min(to + 9, tokens_.size()); ++i) {
      const bool were = is_one_of(word(i), {"were", "was", "are", "is", "occurred", "happened", "came", "arose"});
      if (were && is_one_of(word(i + 1), {"in", "among", "from"}))
        for (std::size_t j = i + 2; j < i + 4; ++j)
          if (is_people(word(j)) || is_one_of(word(j), {"vaccinated", "treated", "unvaccinated", "untreated"}))
            return at({i, j + 1}, why);
      if (i < to + 3 && word(i) == "cases" && word(i + 1) == "of" && is_result(word(i + 2)) && word(to) == "of")
        return at({i, i + 3}, "the sentence counts cases of a result, not people");
    }
    for (std::size_t i = to; i < to + 3; ++i)
      if (is_one_of(word(i), {"remissions", "deaths", "relapses", "recoveries", "infections", "cures"}) &&
          read_.share->events != 0.0 && (read_.share->n || word(to) == "of"))
        return Doubt{"the sentence counts " + std::string(word(i)) + ", not people",
                     "only numbers of patients can be set against trials"};
    return std::nullopt;
  }

  // "Thirteen patients, i.e. 65%": a part, and not the group; "better than placebo, 90%".
  [[nodiscard]] std::optional<Doubt> other_number() const {
    for (std::size_t i = 0; i + 3 < tokens_.size(); ++i) {
      if (!is(i, Kind::number) || !is_people(word(i + 1))) continue;
      if (i > 0 && is_one_of(word(i - 1), {"of", "in", "with", "among", "from", "all", "the"})) continue;
      std::size_t next = i + 2;
      if (!mark(next, ",") && !mark(next, "-") && !mark(next, "=") && !mark(next, ";")) continue;
      while (next < i + 11 && (is(next, Kind::mark) || is_one_of(word(next), {"i", "e", "ie", "that", "is", "or",
                                                                             "namely", "equivalent", "to", "which",
                                                                             "about", "a", "equals", "means", "viz"})))
        ++next;
      if (is(next, Kind::percent) && !is_one_of(word(next + 1), {"of"}))
        return at({i, next + 1}, "it is not clear of how many people this is a share",
                  "write both numbers, such as \"13 of 20 people\"");
    }
    if (read_.share || read_.relative) return std::nullopt;
    for (std::size_t i = read_.comparison + 1; i < tokens_.size(); ++i)
      if ((is(i, Kind::percent) || is(i, Kind::fraction) || is(i, Kind::number)) && !counts_time(i))
        return at({read_.comparison, i + 1}, "it is not clear what the number counts");
    return std::nullopt;
  }

  [[nodiscard]] bool counts_time(std::size_t i) const {
    if (!is(i, Kind::number)) return false;
    return weeks_in(word(i + 1)) > 0 || (mark(i + 1, "-") && weeks_in(word(i + 2)) > 0) ||
           (i > 0 && (weeks_in(word(i - 1)) > 0 || is_one_of(word(i - 1), {"in", "since", "phase"}))) ||
           is_people(word(i + 1));
  }

  const std::vector<Token>& tokens_;
  const AsRead& read_;
  PhraseFinder phrases_;
};

}  // namespace

std::optional<Doubt> doubt_in(const std::vector<Token>& tokens, const AsRead& read) {
  return DoubtFinder(tokens, read).find();
}

}  // namespace steelyard::sentence
