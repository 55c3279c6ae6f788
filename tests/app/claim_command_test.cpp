// `steelyard claim` with what people type, and with what nobody should.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "support/catch.h"
#include "support/paths.h"
#include "support/run.h"

namespace {

namespace fs = std::filesystem;

const std::string program = run::program().string();
const std::string project = run::project().string();

run::Outcome sh(const std::string& command) {
  return run::shell(std::string("cd ").append(project).append(" && ( ").append(command).append(" ) 2>&1"));
}

run::Outcome claim(const std::string& arguments) { return sh(program + " claim " + arguments); }

bool says(const run::Outcome& outcome, const std::string& text) {
  INFO(outcome.output);
  return outcome.output.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("A sentence that cannot be checked is refused with what it is, what it must be, and status 65") {
  struct Case {
    const char* sentence;
    const char* told;
    const char* hint;
  };
  for (const auto& [sentence, told, hint] : {
           Case{"120% of 200 benefited", "error: 120% is more than everybody",
                "hint: a share of people lies between 0% and 100%"},
           Case{"250 of 200 benefited", "error: 250 of 200 is more than everybody",
                "hint: are the two numbers swapped?"},
           Case{"-5 of 200 benefited", "error: -5 is negative", ""},
           Case{"-5% of 200 benefited", "error: -5 is negative", ""},
           Case{"0 of 0 benefited", "error: the group has 0 people, but must have at least one", ""},
           Case{"Most people felt better", "error: there is no number of people to check", "hint: "},
           Case{"75 % der 200 Patienten profitierten", "error: the sentence does not look like English",
                "hint: write it in English"},
           Case{"Le traitement a soulag\xC3\xA9 75 % des 200 patients",
                "error: the sentence does not look like English", "hint: write it in English"},
           Case{"Il trattamento ha aiutato 150 di 200 pazienti",
                "error: the sentence does not look like English", "hint: write it in English"},
           Case{"", "error: the sentence is empty", "hint: write what was claimed"},
           Case{"   ", "error: the sentence is empty", "hint: write what was claimed"},
           Case{"Does it help 75% of 200 people?", "error: this is a question, not a claim", "hint: "},
           Case{"75% of 200 people, 80% of 200 people improved", "error: more than one share", "hint: "},
           Case{"twice as likely to improve, 150 of 200", "error: more than one result", "hint: "},
       }) {
    const auto outcome = claim(std::string("-- '").append(sentence).append("'"));
    INFO(sentence);
    CHECK(outcome.status == 65);
    CHECK(says(outcome, told));
    CHECK(says(outcome, hint));
    CHECK(std::ranges::count(outcome.output, '\n') <= 4);
  }
}

TEST_CASE("A sentence of any bytes is refused without sending them to the terminal") {
  const auto control = claim("\"$(printf '75%% of\\001 200 \\033[31mbenefited')\"");
  CHECK(control.status == 65);
  CHECK(says(control, "error: the character U+0001 is a control code"));
  CHECK(control.output.find('\x1B') == std::string::npos);
  const auto broken = claim("\"$(printf '75%% of \\377\\376200 benefited')\"");
  CHECK(broken.status == 65);
  CHECK(says(broken, "error: the sentence is not UTF-8"));
  CHECK(broken.output.find('\xFF') == std::string::npos);
  const auto lengthy = claim("\"$(head -c 100000 /dev/zero | tr '\\0' x)\"");
  CHECK(lengthy.status == 65);
  CHECK(says(lengthy, "error: the sentence has 100000 characters, but must have at most 1000"));
  CHECK(lengthy.output.size() < 500);
}

TEST_CASE("Numbers that contradict each other get the verdict of the arithmetic gate, not a refusal") {
  const auto contradictory = claim("'75% of 200, 120 of 200, benefited'");
  CHECK(contradictory.status == 0);
  CHECK(says(contradictory, "they fit a group of 160"));
  CHECK(says(contradictory, "Suggested verdict: The numbers do not fit together"));
  const auto impossible = claim("'75% of 13 people improved'");
  CHECK(impossible.status == 0);
  CHECK(says(impossible, "Suggested verdict: The numbers do not fit together"));
}

TEST_CASE("Evidence that is not there is told with what is, and the right status") {
  const auto folder = claim("'75% of 200 benefited' --against nowhere#x");
  CHECK(folder.status == 66);
  CHECK(says(folder, "nowhere: cannot be read: there is no such folder"));
  const auto analysis = claim("'75% of 200 benefited' --against datasets/lupus-msc#nope");
  CHECK(analysis.status == 64);
  CHECK(says(analysis, "has no analysis \"nope\"; it has remission"));
  for (const char* form : {"datasets/lupus-msc", "'#remission'", "'datasets/lupus-msc#'"}) {
    const auto outcome = claim(std::string("'75% of 200 benefited' --against ").append(form));
    CHECK(outcome.status == 64);
    CHECK(says(outcome, "must be REVIEW#ANALYSIS"));
  }
  CHECK(claim("").status == 64);
  const auto unquoted = claim("75% of 200 benefited");
  CHECK(unquoted.status == 64);
  CHECK(says(unquoted, "put the sentence in quotes"));
}

TEST_CASE(
    "A sentence that names another comparison than the trials made gets no verdict from them") {
  for (const char* sentence :
       {"Works better than steroids", "As good as steroids", "Less effective than steroids",
        "Steroids work better than the medicine"}) {
    INFO(sentence);
    const auto outcome = claim(std::string("'").append(sentence).append(
        "' --against datasets/lupus-nephritis-drugs#drug-versus-placebo"));
    CHECK(outcome.status == 0);
    CHECK(says(outcome, "Not compared with: "));
    CHECK(says(outcome, "The sentence compares with "));
    CHECK(outcome.output.find("Suggested verdict") == std::string::npos);
  }
  const auto same = claim(
      "'Works better than placebo' --against datasets/lupus-nephritis-drugs#drug-versus-placebo");
  CHECK(says(same, "Set against: "));
  const auto care =
      claim("'better than standard lupus drugs' --against datasets/lupus-msc#remission");
  CHECK(says(care, "Set against: "));
  const auto json = run::shell("cd " + project + " && " + program +
                               " claim 'Works better than steroids' --against "
                               "datasets/lupus-nephritis-drugs#drug-versus-placebo --format json");
  REQUIRE(json.status == 0);
  CHECK(json.output.find("The sentence compares with steroids") != std::string::npos);
}

TEST_CASE("A bound is kept where a share is put the other way round, and beside a ratio") {
  const auto fewer = claim(
      "'Fewer than half of 80 patients failed to improve' --against datasets/lupus-msc#remission");
  CHECK(fewer.status == 0);
  CHECK(says(fewer, "more than 50% of 80 people is 41 people or more"));
  const auto ratio = claim("'The pill more than doubles the chance of remission'");
  CHECK(says(ratio, "a ratio: 2 times as many as without it"));
  CHECK(says(ratio, "the true number is said to be higher than that"));
  CHECK(ratio.output.find("it is compared with:") == std::string::npos);
}

TEST_CASE("A result is quoted from its verb, not from whom it follows") {
  CHECK(says(claim("'24 of 40 pateints improved'"), "good result: improved"));
  CHECK(says(claim("'24 of 40 patients taking 500 mg improved'"), "good result: improved"));
}

TEST_CASE("A full disk has its own status, and nothing half-written is left") {
  CHECK(sh(program + " claim '75% of 200 benefited' > /dev/full").status == 73);
  CHECK(sh(program + " claim '75% of 200 benefited' --format json > /dev/full").status == 73);
}

TEST_CASE("What a sentence does not say stays unsaid, in text and in JSON") {
  const auto json = run::shell(program + " claim '75% of people improved' --format json");
  REQUIRE(json.status == 0);
  const auto found = nlohmann::json::parse(json.output)["claims"][0];
  CHECK(found["share"].is_null());
  CHECK(found["controlled"].is_null());
  CHECK(found["scenarios"].empty());
  const auto text = claim("'75% of people improved'");
  CHECK(says(text, "how many people there were in all"));
  CHECK_FALSE(text.output.find("Suggested verdict") != std::string::npos);
}

TEST_CASE("A relative claim is shown in people at three baselines") {
  const auto alone = claim("'Patients are twice as likely to improve'");
  CHECK(alone.status == 0);
  CHECK(says(alone, "a ratio: 2 times as many as without it"));
  CHECK(says(alone, "5 of 100 without it would be 10 of 100 with it"));
  CHECK(says(alone, "20 of 100 without it would be 40 of 100 with it"));
  CHECK(says(alone, "50 of 100 without it would be 100 of 100 with it"));
  // The predictive 2.5%, 50% and 97.5% of standard care: .3291, .5162 and .6926.
  const auto beside = claim("'20% more patients improved' --against datasets/lupus-msc#remission");
  CHECK(beside.status == 0);
  CHECK(says(beside, "33 of 100 without it would be 39 of 100 with it"));
  CHECK(says(beside, "52 of 100 without it would be 62 of 100 with it"));
  CHECK(says(beside, "69 of 100 without it would be 83 of 100 with it"));
  CHECK(says(beside, "Suggested verdict: Uncertain"));
  const auto beyond = claim("'twice as many people improved' --against datasets/lupus-msc#remission");
  CHECK(says(beyond, "52 of 100 without it would be more than all"));
  for (const char* fewer : {"It cuts the risk of relapse by 50%", "half the risk of relapse",
                            "50% fewer relapses", "a 50% reduction in the risk of relapse"})
    CHECK(says(claim(std::string("'").append(fewer).append("'")),
               "200 of 1000 without it would be 100 of 1000 with it"));
}

TEST_CASE("A ratio beyond what the trials show is overstated, one that counts other events is not used") {
  const std::string against = " --against datasets/bcg-vaccine#risk-ratio";
  CHECK(says(claim("'95% fewer relapses'"), "a ratio: 0.05 times as many as without it"));
  const auto modest = claim("'It cuts the risk of tuberculosis by 40%'" + against);
  CHECK(says(modest, "16 of 1000 without it would be 10 of 1000 with it"));
  CHECK(says(modest, "Suggested verdict: Partly supported"));
  CHECK(says(claim("'It cuts the risk of tuberculosis by 95%'" + against),
             "Suggested verdict: Overstated"));
  // Improving is not the event that this outcome counts.
  const auto other = claim("'Patients are twice as likely to improve'" + against);
  CHECK(says(other, "which the sentence does not say"));
  CHECK(other.output.find("16 of 1000 without it would be") == std::string::npos);
}

TEST_CASE("A sentence is set only against an analysis that counts the same events") {
  const std::string lupus = " --against datasets/lupus-msc#";
  const std::string drugs = " --against datasets/lupus-nephritis-drugs#drug-versus-placebo";
  for (const char* other :
       {"20% of 50 relapsed", "30 of 40 deteriorated", "30 of 40 got worse", "30 of 40 were unchanged",
        "10 of 40 withdrew", "12 of 40 had a flare", "5% of 200 died", "40% of 500 smokers quit",
        "92% of 450 patients are satisfied", "twice as many patients died"}) {
    const auto outcome = claim(std::string("'").append(other).append("'") + drugs);
    INFO(other);
    CHECK(outcome.status == 0);
    CHECK(says(outcome, "Not compared with: Kidney response"));
    CHECK(says(outcome, "other events"));
    CHECK(outcome.output.find("Suggested verdict") == std::string::npos);
    CHECK(outcome.output.find("Kidney disease calmed down") == std::string::npos);
  }
  const auto died = claim("'2 of 40 died'" + lupus + "remission");
  CHECK(says(died, "2 of 40 people: by chance alone"));
  CHECK(died.output.find("9 of 12") == std::string::npos);
  CHECK(says(claim("'75% of 200'" + drugs), "It is not clear what the sentence counts"));
  CHECK(says(claim("'0 of 200 responded'" + drugs), "no claim of a benefit"));
  // That no more than so many survived promises nothing.
  for (const char* few : {"'Fewer than 180 of 200 patients survived'", "'Up to 90% survived'",
                          "'No more than 90% of patients survived'"}) {
    const auto bounded = claim(few + lupus + "death");
    CHECK(says(bounded, "Not compared with: "));
    CHECK(bounded.output.find("Set against") == std::string::npos);
  }
  CHECK(says(claim("'At least 180 of 200 patients survived'" + lupus + "death"), "Set against"));
  const auto without = claim("'30 of 40 patients did not respond'" + drugs);
  CHECK(says(without, "put the other way round, which is exact: 10 of 40 people"));
  CHECK(without.output.find("Suggested verdict") == std::string::npos);
  const auto set = claim("'75% of 200 improved'" + drugs);
  CHECK(says(set, "Set against: Kidney response"));
  CHECK(set.output.find("lower than what people") == std::string::npos);
  CHECK(says(claim("'5% of 200 improved'" + drugs), "no better than what people without the treatment"));
  const auto json = run::shell(program + " claim '2 of 40 died' --format json --against " + project +
                               "/datasets/lupus-msc#remission");
  REQUIRE(json.status == 0);
  const auto found = nlohmann::json::parse(json.output)["claims"][0];
  CHECK(found["controlled"].is_null());
  CHECK(found["scenarios"].empty());
  CHECK(found["verdict"] == "NO_CONTROLLED_EVIDENCE");
}

TEST_CASE("The direction of a share or a ratio follows what was counted") {
  const std::string against = " --against datasets/bcg-vaccine#risk-ratio";
  CHECK(says(claim("'twice as many people got tuberculosis'" + against),
             "Suggested verdict: Uncertain"));
  CHECK(says(claim("'90% of 200 people got tuberculosis'" + against),
             "Suggested verdict: Above what the trials let expect"));
  // 4 of 200 had it: a benefit is claimed, but no fewer had it than without the vaccine.
  CHECK(says(claim("'98% of 200 people did not get tuberculosis'" + against),
             "no better than what people without the treatment had"));
  CHECK(says(claim("'50% fewer people got tuberculosis'" + against),
             "Suggested verdict: Partly supported"));
  CHECK(says(claim("'0 of 200 people got tuberculosis'" + against),
             "Suggested verdict: None seen, risk not excluded"));
  const auto fewer = claim("'Fewer people got TB than those without the vaccine'" + against);
  CHECK(says(fewer, "Suggested verdict: Partly supported"));
  const auto more = claim("'More people got tuberculosis than with placebo'" + against);
  CHECK(says(more, "Suggested verdict: Uncertain"));
  CHECK(says(claim("'75% of 200 people benefited'" + against), "Not compared with: Tuberculosis"));
  // A claim of those without a problem is one of few with it.
  const auto few = claim("'199 of 200 had no side effects'");
  CHECK(says(few, "so 1 of 200 had it"));
  CHECK(few.output.find("no one out of") == std::string::npos);
  CHECK(says(claim("'0% of 200 had side effects'"), "None seen, risk not excluded"));
}

TEST_CASE("Evidence that counts no people, or averages, judges no share of people") {
  const auto mean = claim("'75% of 200 improved' --against datasets/lupus-msc#activity-change");
  CHECK(mean.status == 0);
  CHECK(says(mean, "averages (points)"));
  CHECK(mean.output.find("Suggested verdict") == std::string::npos);
  const auto periods = claim("'20% of 100 got worse' --against datasets/ms-msc#treatment-failure");
  CHECK(periods.status == 65);
  CHECK(says(periods, "counts treatment periods, which are not people"));
  CHECK(periods.output.find("92 people") == std::string::npos);
}

TEST_CASE("Only standard care that belongs to the outcome is shown beside a ratio") {
  const auto death = claim("'twice as many patients died' --against datasets/lupus-msc#death");
  CHECK(says(death, "5 of 100 without it would be 10 of 100 with it"));
  CHECK(death.output.find("33 of 100") == std::string::npos);
}

TEST_CASE("More than, at least, fewer than and at most keep their direction in the arithmetic") {
  CHECK(says(claim("'more than 90% of 120 improved'"), "more than 90% of 120 people is 109 people or more"));
  CHECK(says(claim("'at least 90% of 120 improved'"), "at least 90% of 120 people is 108 people or more"));
  CHECK(says(claim("'less than 5% of 120 died'"), "less than 5% of 120 people is 5 people or fewer"));
  CHECK(says(claim("'up to 90% of 120 improved'"), "at most 90% of 120 people is 108 people or fewer"));
  CHECK(says(claim("'50% of 60 improved'"), "Possible: 30 of 60 people is 50%."));
  CHECK(says(claim("'120 (75%) of 200 improved'"), "The numbers do not fit together"));
  CHECK(says(claim("'of 40 patients, 24 responded, i.e. 65%'"), "The numbers do not fit together"));
  CHECK(claim("'30 of 40 improved by at least 50 percent'").output.find("do not fit") ==
        std::string::npos);
}

TEST_CASE("A claim that other treatment can be left out carries the line about stopping a medicine") {
  for (const char* sentence : {"you can stop taking your drugs", "It replaces your medicines"}) {
    INFO(sentence);
    CHECK(says(claim(std::string("'").append(sentence).append("'")),
               "Do not stop a medicine without talking to your doctor."));
  }
  const auto stop =
      claim("'you can stop taking your drugs' --against datasets/lupus-msc#remission");
  CHECK(says(stop, "This analysis does not test that"));
}

TEST_CASE("Stories, mechanisms and authority get their verdict without evidence") {
  CHECK(says(claim("'3 of 3 patients improved'"), "Suggested verdict: A story of a few people"));
  CHECK(says(claim("'A woman walked again'"), "Suggested verdict: One person's story"));
  for (const char* sentence : {"The cells boost your immune system", "Experts recommend it",
                               "The treatment is approved by the FDA", "A promising new therapy"}) {
    INFO(sentence);
    CHECK(says(claim(std::string("'").append(sentence).append("'")),
               "Suggested verdict: Cannot be checked as written"));
  }
}

TEST_CASE("A new user makes a review, writes claims.csv, and checks, judges and renders it") {
  const fs::path folder = fs::temp_directory_path() / ("steelyard-new-user-" + std::to_string(::getpid()));
  fs::remove_all(folder);
  const std::string mine = (folder / "mine").string();
  REQUIRE(sh(program + " init " + mine).status == 0);
  std::ofstream(fs::path(mine) / "claims.csv")
      << "id,claimant,claimant_type,commercial_interest,paraphrase,type,asserted_direction,"
         "percent_text,n,against\n"
         "C2,A shop,other,sells_treatment,Nine of ten are said to itch less.,response_proportion,benefit,90,"
         "40,relief\n";
  const auto check = sh(program + " check " + mine);
  CHECK(check.status == 0);
  CHECK(says(check, "0 errors, 0 warnings"));
  CHECK(claim("'90% of 40 people improved' --against " + mine + "#relief").status == 0);
  const auto report = sh(program + " report " + mine + " -o " + (folder / "out").string());
  CHECK(report.status == 0);
  CHECK(fs::exists(folder / "out" / "mine" / "results.json"));
  std::ofstream(fs::path(mine) / "claims.csv", std::ios::app) << "C2,A shop,shop,,Twice.,comparative\n";
  const auto wrong = sh(program + " report " + mine + " -o " + (folder / "other").string());
  CHECK(wrong.status == 65);
  CHECK(says(wrong, "claims.csv:3:1: error: claim C2: the id 'C2' stands twice (also on line 2)"));
  CHECK_FALSE(fs::exists(folder / "other" / "mine"));
  fs::remove_all(folder);
}

namespace {

// As one line: wrapped texts break anywhere.
bool says_in_all(run::Outcome outcome, const std::string& text) {
  std::ranges::replace(outcome.output, '\n', ' ');
  return says(outcome, text);
}

}  // namespace

TEST_CASE("A verdict says of which treatment the sentence was read, in the text and in JSON") {
  const std::string against = "' --against datasets/lupus-msc#remission";
  const auto own = claim("'60% of patients went into remission" + against);
  CHECK(own.status == 0);
  CHECK(says_in_all(own, "We read this as a claim about stem cells plus standard drugs."));
  const auto other = claim("'60% of patients went into remission on prednisone" + against);
  CHECK(other.status == 0);
  CHECK(says_in_all(other, "The sentence speaks of another treatment (prednisone)."));
  // "Came with fasted" would be no English.
  const auto fasted = claim("'45 of 60 patients who fasted improved" + against);
  CHECK(says_in_all(fasted, "The sentence speaks of another treatment (fasted)."));
  CHECK(other.output.find("Suggested verdict") == std::string::npos);
  CHECK(other.output.find("We read this as") == std::string::npos);
  const auto json = run::shell("cd " + project + " && " + program +
                               " claim '60% of patients went into remission" + against +
                               " --format json");
  REQUIRE(json.status == 0);
  const auto parsed = nlohmann::json::parse(json.output);
  CHECK(parsed.dump().find("We read this as a claim about stem cells plus standard drugs.") !=
        std::string::npos);
  const auto alone = run::shell("cd " + project + " && " + program +
                                " claim '60% of patients went into remission' --format json");
  CHECK(alone.output.find("We read this as") == std::string::npos);
}

TEST_CASE("A group that is worked out from a count and its percentage is named as worked out") {
  const auto outcome = claim("'24 (60%) improved'");
  CHECK(says(outcome, "24 of 40 people"));
  CHECK(says_in_all(outcome, "both numbers fit 40 people only"));
  CHECK(claim("'24 (61%) improved'").status == 65);
}
