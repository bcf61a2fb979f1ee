namespace Katas.Grading.Concurrency;

/// <summary>Grades the class in katas/Concurrency/BankTransfer.</summary>
public sealed class BankTransferTests() : BankTransferSpec(Subject.Solution<BankTransfer>());
