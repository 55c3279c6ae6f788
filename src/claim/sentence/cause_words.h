// Well-known treatments by name, and the words that make one the cause of a result.
#pragma once
#include <string_view>

#include "claim/sentence/phrase_table.h"
#include "steelyard/base/one_of.h"

namespace steelyard::sentence::cause {

// In the order of the alphabet; of those that begin alike the longest first.
inline constexpr PhraseTable treatments(
    "abatacept, acetaminophen, actemra, acupuncture, adalimumab, advil, alemtuzumab, aleve, "
    "allopurinol, aloe vera, ambrisentan, amlodipine, amoxicillin, anakinra, anifrolumab, "
    "anti inflammatory diet, antibiotics, antidepressants, apheresis, apple cider vinegar, apremilast, "
    "aromatherapy, arthroscopy, ashwagandha, aspirin, atorvastatin, aubagio, avonex, ayahuasca, "
    "ayurveda, azathioprine, azithromycin, baclofen, baricitinib, bedaquiline, bee venom, belimumab, "
    "benlysta, beta blockers, betaferon, biofeedback, biologics, biotin, black seed oil, "
    "blood thinners, bone marrow transplantation, bone marrow transplant, bone broth, bortezomib, "
    "bosentan, boswellia, botox, botulinum toxin, botulinum, bowen therapy, bpc 157, "
    "breathing exercises, breathwork, briumvi, calcium, cannabidiol, cannabis, car t, carnivore diet, "
    "carnivore, cbd oil, cbd, cbt, celebrex, celecoxib, celery juice, cellcept, certolizumab, "
    "chelation therapy, chelation, chemotherapy, chinese medicine, chiropractic, chlorine dioxide, "
    "chloroquine, chondroitin, ciclosporin, cimzia, cinnamon, cladribine, clopidogrel, cod liver oil, "
    "coenzyme q10, coffee enemas, cognitive behavioural therapy, cognitive behavioral therapy, "
    "colchicine, cold baths, collagen, colloidal silver, conventional treatment, conventional therapy, "
    "copaxone, coq10, corticosteroid, corticosteroids, cortisone, cosentyx, counseling, counselling, "
    "craniosacral therapy, creatine, cryotherapy, cupping, curcumin, cyclophosphamide, cyclosporin, "
    "cyclosporine, dancing, dapagliflozin, dapirolizumab, daratumumab, dash diet, detox, "
    "deucravacitinib, dexamethasone, dhea, diclofenac, diet, dimethyl fumarate, doxycycline, "
    "dry needling, dupilumab, dupixent, echinacea, eculizumab, electrotherapy, elimination diet, "
    "empagliflozin, enbrel, entyvio, essential oils, estrogen, etanercept, ethambutol, "
    "evening primrose oil, exercise, exosome, exosomes, faecal transplant, famotidine, fasting, "
    "favipiravir, fecal transplant, fenbendazole, fingolimod, fish oil, flaxseed, fluoxetine, "
    "fluvoxamine, gabapentin, garlic, gazyva, gene therapy, gerson therapy, gilenya, ginger, ginseng, "
    "glatiramer, glucocorticoids, glucosamine, glutathione, gluten free diet, gluten free, golimumab, "
    "green tea, guselkumab, hbot, heparin, herbal medicine, herbs, homeopathy, homoeopathy, honey, "
    "hormone replacement therapy, hormone therapy, humira, hydrocortisone, hydrotherapy, "
    "hydroxychloroquine, hyperbaric oxygen therapy, hyperbaric oxygen, hyperbaric, hypnosis, "
    "hysterectomy, ibuprofen, ice baths, iloprost, immunoadsorption, immunoglobulin, immunoglobulins, "
    "immunotherapy, imuran, infliximab, insulin, interferon, intermittent fasting, iron, isoniazid, "
    "ivermectin, ivig, ixekizumab, juice cleanse, juicing, kesimpta, ketamine, keto, ketogenic diet, "
    "keytruda, kidney transplant, kineret, kinesiology, kombucha, kratom, krill oil, laetrile, "
    "laser therapy, ldn, leech therapy, leeches, leflunomide, lemtrada, lenalidomide, light therapy, "
    "liraglutide, lisinopril, lithium, losartan, low dose naltrexone, low carb diet, low fat diet, "
    "low carb, lsd, lupkynis, lyrica, mabthera, maggots, magnesium, magnet therapy, marijuana, "
    "massage, mavenclad, mayzent, mdma, medical marijuana, medical cannabis, meditation, "
    "mediterranean diet, medrol, melatonin, metformin, methotrexate, methylene blue, "
    "methylprednisolone, metoprolol, milk thistle, mindfulness, minocycline, mitoxantrone, moringa, "
    "morphine, mounjaro, moxibustion, msm, mycophenolate, nac, nad, naltrexone, naproxen, natalizumab, "
    "naturopathy, neurofeedback, nifedipine, nigella, nintedanib, nivolumab, nsaids, obinutuzumab, "
    "ocrelizumab, ocrevus, oestrogen, ofatumumab, olumiant, omega, operation, operations, opioid, "
    "opioids, orencia, osteopathy, otezla, oxygen therapy, ozempic, ozone therapy, ozone, painkillers, "
    "paleo diet, paleo, paracetamol, paxlovid, pembrolizumab, penicillin, peptides, physical therapy, "
    "physio, physiotherapy, pilates, pirfenidone, placebo, plant based diet, plant based, plaquenil, "
    "plasma exchange, plasmapheresis, platelet rich plasma, prayer, prednisolone, prednisone, "
    "pregabalin, probiotics, prozac, prp, psilocybin, psychotherapy, pyrazinamide, qi gong, qigong, "
    "quercetin, radiotherapy, ramipril, raw food diet, raw food, rebif, red light therapy, "
    "reflexology, rehabilitation, reiki, remdesivir, remicade, resveratrol, rifampicin, rifampin, "
    "rifapentine, rinvoq, risankizumab, rituxan, rituximab, saphnelo, sarilumab, sauna, saxenda, "
    "secukinumab, selenium, semaglutide, sertraline, shock wave therapy, shockwave, sildenafil, "
    "simponi, siponimod, sirolimus, skyrizi, spironolactone, spirulina, splenectomy, st john wort, "
    "standard treatment, standard therapy, standard drugs, standard care, statins, stelara, "
    "stem cell transplantation, stem cell transplant, stem cell therapy, stem cells, steroid, "
    "steroids, strength training, streptomycin, sugar pills, sulfasalazine, sulphasalazine, "
    "supplements, surgery, swimming, tacrolimus, tai chi, talking therapy, taltz, tecfidera, "
    "telitacicept, teriflunomide, testosterone, thalidomide, thc, tirzepatide, tocilizumab, "
    "tofacitinib, traditional chinese medicine, tramadol, tremfya, turmeric, tylenol, tysabri, "
    "ublituximab, upadacitinib, ustekinumab, usual care, valaciclovir, valerian, vedolizumab, "
    "vegan diet, vegan, vegetarian, viagra, vitamin, vitamins, voclosporin, voltaren, "
    "walking programme, walking program, warfarin, wegovy, weight training, xeljanz, yoga, zinc, "
    "zoloft");

// Left out of what people eat: "cut out gluten".
inline constexpr PhraseTable foods(
    "gluten, dairy, sugar, alcohol, meat, carbs, carbohydrates, lactose, wheat, grains, nightshades, "
    "red meat, processed food, processed foods, milk, salt, coffee, caffeine");

// Treatments that are verbs: "who fasted".
inline bool is_done(std::string_view word) {
  return is_one_of(word, {"fasted", "fasting", "meditated", "meditating", "exercised", "exercising",
                          "prayed", "dieted", "detoxed"});
}

// Between a word that makes it the cause and its name: "on high-dose oral prednisone".
inline bool qualifies(std::string_view word) {
  return is_one_of(
      word, {"the",     "a",          "an",     "our",         "their",   "oral",      "high",
             "dose",       "daily",  "weekly",      "regular", "intensive", "strong",
             "normal",  "ordinary",   "pure",   "intravenous", "iv",      "pulsed",    "pulse",
             "monthly", "long",       "term",   "short",       "course",  "courses",   "of",
             "an",      "autologous", "gluten", "free",        "strict",  "vegan",     "healthy",
             "new",     "mg",         "just",   "only",        "simple",  "modern",
             "low",  "anti", "inflammatory", "elimination", "special", "home", "own", "weekly",
             "hot", "online", "supervised", "medical", "group", "different", "brand",
             "weeks", "months", "years", "days", "sessions", "injections", "infusions", "doses",
             "cycles", "stem", "cell", "cells", "derived"});
}

inline bool brings_result(std::string_view word) {
  return is_one_of(
      word, {"help",         "helps",     "helped",   "double",   "doubles",    "doubled",
             "triple",       "triples",   "halve",    "halves",   "halved",     "cut",
             "cuts",         "reduce",    "reduces",  "reduced",  "improve",    "improves",
             "improved",     "work",      "works",    "worked",   "cure",       "cures",
             "cured",        "bring",     "brings",   "brought",  "lead",       "leads",
             "led",          "give",      "gives",    "gave",     "make",       "makes",
             "made",         "is",        "are",      "was",      "were",       "increase",
             "increases",    "increased", "raise",    "raises",   "raised",     "lower",
             "lowers",       "lowered",   "relieve",  "relieves", "relieved",   "heal",
             "heals",        "healed",    "beat",     "beats",    "outperform", "outperforms",
             "outperformed", "caused",    "causes",   "cause",    "prevent",    "prevents",
             "prevented",    "induced",   "induces",  "put",      "puts",       "got",
             "kept",         "keeps",     "achieved", "produced", "can",        "has",
             "had"});
}

// What treated people got, did or followed.
inline bool takes(std::string_view word) {
  return is_one_of(
      word, {"on",        "taking",    "took",     "take",      "given",     "received",  "receiving",
             "got",       "getting",   "under",    "used",      "using",     "going",     "went",
             "gone",      "go",        "swallowed", "via",      "through",   "did",       "do",
             "does",      "doing",     "done",     "followed",  "following", "practised", "practiced",
             "practising", "practicing", "tried",  "trying",    "ate",       "eating",    "drank",
             "drinking",  "adopted",   "adopting", "underwent", "undergoing", "started", "starting",
             "began",     "attended",  "attending", "joined",   "injected",  "prescribed", "gave",
             "giving",    "offered",   "assigned", "inhaled",   "smoked",    "smoking",   "became"});
}

// Behind a name: a group of people, or a course that they took.
inline bool is_course(std::string_view word) {
  return is_one_of(word, {"group", "groups", "arm", "arms", "cohort", "programme", "program", "programmes",
                          "programs", "protocol", "class", "classes", "plan", "regimen", "regime", "course",
                          "courses", "session", "sessions", "chamber", "chambers", "clinic", "retreat",
                          "patients", "patient", "people", "participants",
                          "treated", "users", "takers", "recipients", "practitioners"});
}

}  // namespace steelyard::sentence::cause
